package dev.mutirao.connectors.csv;

import dev.mutirao.connectors.file.DataFile;
import dev.mutirao.connectors.file.PinnedFile;
import dev.mutirao.connectors.source.ScanReport;
import dev.mutirao.connectors.source.Split;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.arrow.memory.BufferAllocator;

/// Cuts files into byte ranges that can be read on their own. A range stands for the records that
/// begin in it.
///
/// Boundaries are multiples of the split size wherever records begin ({@link RecordStart} finds
/// that out while reading), except where errors are ignored: then the quotes around a boundary
/// prove nothing, so each boundary is the beginning of a record, found by reading the file through
/// once. Compressed files are one split.
final class CsvSplits {
  private static final String EXACT = "exact";

  private CsvSplits() {}

  /// Whether a split is its whole file.
  static boolean isWhole(CsvTable table, Split split) {
    return split.length() == split.fileSize()
        || table.compressionOf(split.path()) != Compression.NONE;
  }

  /// Whether a split begins with a record.
  static boolean isExact(Split split) {
    return split.properties().containsKey(EXACT);
  }

  static List<Split> of(CsvTable table, DataFile file, BufferAllocator allocator) {
    long size = file.size();
    long splitSize = table.splitSize();
    if (size <= splitSize + splitSize / 4 || table.compressionOf(file.path()) != Compression.NONE) {
      return List.of(file.split(0, size));
    }
    return table.ignoreErrors() ? exact(table, file, allocator) : byMultiples(file, splitSize);
  }

  private static List<Split> byMultiples(DataFile file, long splitSize) {
    var splits = new ArrayList<Split>();
    for (long start = 0; start < file.size(); ) {
      long left = file.size() - start;
      long length = left <= splitSize + splitSize / 4 ? left : splitSize;
      splits.add(file.split(start, length));
      start += length;
    }
    return splits;
  }

  private static List<Split> exact(CsvTable table, DataFile file, BufferAllocator allocator) {
    var splits = new ArrayList<Split>();
    long start = 0;
    var errors =
        new RecordErrors(
            file.path(), table.dialect().newline(), true, ScanReport.NONE, () -> table.open(file));
    try (var records =
        new Records(
            new PlainInput(PinnedFile.open(file), 0),
            0,
            table.dialect(),
            table.maxRecordSize(),
            errors,
            allocator)) {
      while (records.advance(0, file.size())) {
        if (records.nextPosition() - start >= table.splitSize()) {
          splits.add(exact(file, start, records.nextPosition()));
          start = records.nextPosition();
        }
      }
    }
    if (start < file.size()) {
      splits.add(exact(file, start, file.size()));
    }
    return splits;
  }

  private static Split exact(DataFile file, long start, long end) {
    return file.split(start, end - start, end - start, Map.of(EXACT, "true"));
  }
}
