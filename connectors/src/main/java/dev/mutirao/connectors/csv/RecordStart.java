package dev.mutirao.connectors.csv;

import dev.mutirao.connectors.batch.Column;
import dev.mutirao.connectors.batch.Memory;
import dev.mutirao.connectors.file.PinnedFile;
import java.lang.foreign.MemorySegment;
import java.util.OptionalLong;
import org.apache.arrow.memory.BufferAllocator;

/// Where does the first record begin at or after a byte of a file, without reading the file from
/// its beginning?
///
/// A place is inside a quoted field or outside. Each assumption is followed through the bytes after
/// the place until one of them is refuted: a closing quote that something else than a separator
/// follows, a quote open at the end of the file, or a record longer than the limit refute the
/// assumption that led there ({@link QuoteAssumption}). What is left is the truth in every
/// well-formed file. When both survive and disagree, the answer comes from the nearest earlier
/// split boundary where one was refuted, by reading all records from there: exact, and rare.
///
/// A malformed file cannot give wrong rows silently: whoever reads a split compares the place where
/// its own last record ended with what was concluded here for the next split. So, from the first
/// split on, every split begins where the one before ended, or somebody says that quotes do not
/// match up.
final class RecordStart {
  private static final int WINDOW = 1 << 16;
  private static final int LOOK_BACK = 64;

  private final PinnedFile file;
  private final CsvTable table;
  private final Dialect dialect;
  private final RecordErrors errors;
  private final BufferAllocator allocator;
  private final ByteMasks masks = ByteMasks.best();

  RecordStart(PinnedFile file, CsvTable table, RecordErrors errors, BufferAllocator allocator) {
    this.file = file;
    this.table = table;
    this.dialect = table.dialect();
    this.errors = errors;
    this.allocator = allocator;
  }

  /// The first record start at or after `place`, which is a multiple of the split size; the file's
  /// size when there is none.
  long of(long place) {
    var concluded = concluded(place);
    if (concluded.isPresent()) {
      return concluded.getAsLong();
    }
    long from = 0;
    for (long boundary = place - table.splitSize(); boundary > 0; boundary -= table.splitSize()) {
      var earlier = concluded(boundary);
      if (earlier.isPresent()) {
        from = earlier.getAsLong();
        break;
      }
    }
    return from >= place ? from : byReading(from, place);
  }

  /// The same by reading all records from `from` on, where one begins.
  private long byReading(long from, long place) {
    var input = new PlainInput(PinnedFile.open(file.listed()), from);
    try (var records =
        new Records(input, from, dialect, table.maxRecordSize(), errors, allocator)) {
      while (records.advance(0, place)) {
        if (records.nextPosition() >= place) {
          int record = 0;
          while (record < records.count() && records.position(record) < place) {
            record++;
          }
          return record < records.count() ? records.position(record) : records.nextPosition();
        }
      }
      return file.size();
    }
  }

  /// What the bytes around a place prove, or nothing when they allow both assumptions.
  OptionalLong concluded(long place) {
    return concluded(place, table.maxRecordSize());
  }

  /// The same if no record were longer than 64 KiB: good enough for samples.
  OptionalLong supposed(long place) {
    return concluded(place, Math.min(WINDOW, table.maxRecordSize()));
  }

  private OptionalLong concluded(long place, int maxRecordSize) {
    if (place <= LOOK_BACK) {
      return OptionalLong.empty();
    }
    long base = place - LOOK_BACK;
    long limit = Math.min(file.size() - base, (long) maxRecordSize + LOOK_BACK);
    if (dialect.hasQuote() && limit > WINDOW && hasNoQuote(base, limit)) {
      return firstLineEnd(place, limit);
    }
    for (long window = Math.min(WINDOW, limit); ; window = Math.min(limit, window * 4)) {
      long answer = concluded(base, (int) window, window == limit);
      if (answer != QuoteAssumption.UNKNOWN || window == limit) {
        return answer < 0 ? OptionalLong.empty() : OptionalLong.of(base + answer);
      }
    }
  }

  /// Whether no quote or escape is in `[base, base + length)`: then a quoted field there would be
  /// longer than a record may be, or never end.
  private boolean hasNoQuote(long base, long length) {
    try (var buffer = allocator.buffer(WINDOW)) {
      var bytes = Memory.segment(buffer);
      for (long done = 0; done < length; done += WINDOW) {
        int n = (int) Math.min(WINDOW, length - done);
        file.read(base + done, bytes.asSlice(0, n));
        if (masks.find(bytes, n, dialect.quote(), dialect.escape()) < n) {
          return false;
        }
      }
      return true;
    }
  }

  /// The place after the first line end from the byte before `place` on, within `[place -
  /// LOOK_BACK, limit)`.
  private OptionalLong firstLineEnd(long place, long limit) {
    long base = place - LOOK_BACK;
    try (var buffer = allocator.buffer(WINDOW)) {
      var bytes = Memory.segment(buffer);
      for (long done = LOOK_BACK - 1; done < limit; done += WINDOW) {
        int n = (int) Math.min(WINDOW, limit - done);
        file.read(base + done, bytes.asSlice(0, n));
        int found = masks.find(bytes, n, dialect.newline(), dialect.newline());
        if (found < n) {
          return OptionalLong.of(base + done + found + 1);
        }
      }
      return base + limit == file.size() ? OptionalLong.of(file.size()) : OptionalLong.empty();
    }
  }

  private long concluded(long base, int length, boolean last) {
    try (var buffer = allocator.buffer(length + Long.BYTES)) {
      var bytes = Memory.segment(buffer);
      file.read(base, bytes.asSlice(0, length));
      // Begin where no escape or half of a doubled quote is cut off: right after a byte that is
      // neither.
      int begin = LOOK_BACK - 1;
      while (begin > 0 && isSpecial(bytes, begin - 1)) {
        begin--;
      }
      if (begin == 0) {
        return QuoteAssumption.UNKNOWN;
      }
      boolean atEnd = base + length == file.size();
      var assumption = new QuoteAssumption(dialect, bytes, begin, LOOK_BACK, length, last, atEnd);
      long outside = assumption.follow(false);
      long inside = dialect.hasQuote() ? assumption.follow(true) : QuoteAssumption.REFUTED;
      if (outside == inside || inside == QuoteAssumption.REFUTED) {
        return outside;
      }
      return outside == QuoteAssumption.REFUTED ? inside : QuoteAssumption.UNKNOWN;
    }
  }

  private boolean isSpecial(MemorySegment bytes, int at) {
    byte b = bytes.get(Column.BYTE, at);
    return dialect.hasQuote() && (b == dialect.quote() || b == dialect.escape());
  }
}
