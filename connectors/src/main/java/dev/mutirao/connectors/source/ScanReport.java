package dev.mutirao.connectors.source;

/// Told by readers what they did, for `EXPLAIN ANALYZE` and for warnings. Thread-safe.
public interface ScanReport {
  /// Bytes taken from storage since the last call.
  void bytesRead(long bytes);

  /// Rows left out because they were malformed and the user asked to ignore errors; `example` is
  /// the first one's error.
  void rowsIgnored(long rows, String example);

  /// Rows that statistics allowed not to read.
  void rowsPruned(long rows);

  /// Rows that {@link RowFilter}s left out, read or unread.
  void rowsFiltered(long rows);

  /// Hears nothing.
  ScanReport NONE =
      new ScanReport() {
        @Override
        public void bytesRead(long bytes) {}

        @Override
        public void rowsIgnored(long rows, String example) {}

        @Override
        public void rowsPruned(long rows) {}

        @Override
        public void rowsFiltered(long rows) {}
      };
}
