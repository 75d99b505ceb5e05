package dev.mutirao.connectors.csv;

/// The bytes `[from, to)` of the fields of one column, quotes taken off. NULL has a `to` of -1.
final class Fields {
  static final int NULL = -1;

  final int[] from;
  final int[] to;
  int count;

  Fields(int capacity) {
    from = new int[capacity];
    to = new int[capacity];
  }

  /// Keeps the fields at `indices`, which ascend.
  void keep(int[] indices) {
    for (int i = 0; i < indices.length; i++) {
      from[i] = from[indices[i]];
      to[i] = to[indices[i]];
    }
    count = indices.length;
  }
}
