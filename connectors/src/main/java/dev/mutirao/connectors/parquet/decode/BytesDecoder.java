package dev.mutirao.connectors.parquet.decode;

/// Decodes the values of one page that have lengths of their own.
interface BytesDecoder {
  /// Adds the next `count` values to `out`.
  void read(int count, BytesBuilder out);

  /// Passes over the next `count` values.
  void skip(int count);
}
