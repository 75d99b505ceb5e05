package dev.mutirao.executor.store;

/// The 32-bit name of a kept row: its chunk above, its place in the chunk below. Never negative, so
/// that -1 can say "no row".
public final class RowId {
  /// No row: its columns are NULL.
  public static final int NONE = -1;

  /// Rows in a chunk, at most.
  public static final int CHUNK_ROWS = 1 << 16;

  /// Chunks in a {@link RowStore}, at most.
  public static final int MAX_CHUNKS = 1 << 15;

  private RowId() {}

  public static int of(int chunk, int row) {
    return chunk << 16 | row;
  }

  public static int chunk(int id) {
    return id >>> 16;
  }

  public static int row(int id) {
    return id & 0xFFFF;
  }
}
