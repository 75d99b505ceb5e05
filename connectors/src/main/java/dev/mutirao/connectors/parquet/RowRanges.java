package dev.mutirao.connectors.parquet;

import java.util.ArrayList;
import java.util.List;

/// Rows of a row group: ranges in order, none empty, none touching the next. Rows count from 0.
record RowRanges(List<Range> ranges) {
  /// Rows from `start` to before `end`.
  record Range(long start, long end) {}

  RowRanges {
    ranges = List.copyOf(ranges);
  }

  /// Adds a range behind the others, joined to the last one when it touches it.
  static void add(List<Range> ranges, long start, long end) {
    if (!ranges.isEmpty() && ranges.getLast().end() == start) {
      ranges.add(new Range(ranges.removeLast().start(), end));
    } else {
      ranges.add(new Range(start, end));
    }
  }

  static RowRanges all(long rows) {
    return new RowRanges(rows == 0 ? List.of() : List.of(new Range(0, rows)));
  }

  int size() {
    return ranges.size();
  }

  long start(int index) {
    return ranges.get(index).start();
  }

  long end(int index) {
    return ranges.get(index).end();
  }

  long count() {
    return ranges.stream().mapToLong(range -> range.end() - range.start()).sum();
  }

  /// Rows that are in both.
  RowRanges and(RowRanges other) {
    var both = new ArrayList<Range>();
    int mine = 0;
    int theirs = 0;
    while (mine < size() && theirs < other.size()) {
      long start = Math.max(start(mine), other.start(theirs));
      long end = Math.min(end(mine), other.end(theirs));
      if (start < end) {
        both.add(new Range(start, end));
      }
      if (end(mine) < other.end(theirs)) {
        mine++;
      } else {
        theirs++;
      }
    }
    return new RowRanges(both);
  }

  /// The first `rows` rows.
  RowRanges limit(long rows) {
    var first = new ArrayList<Range>();
    long left = rows;
    for (var range : ranges) {
      long taken = Math.min(left, range.end() - range.start());
      if (taken > 0) {
        first.add(new Range(range.start(), range.start() + taken));
      }
      left -= taken;
    }
    return new RowRanges(first);
  }
}
