package dev.mutirao.connectors.csv;

import dev.mutirao.connectors.batch.Column;
import dev.mutirao.connectors.batch.Memory;
import dev.mutirao.connectors.file.PinnedFile;
import java.lang.foreign.MemorySegment;
import java.util.OptionalLong;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;

/// Where does the first record begin at or after a byte of a file, without reading the file from
/// its beginning?
///
/// A place is inside a quoted field or outside. Each assumption is followed through the bytes after
/// the place until one of them is refuted: a closing quote that something else than a separator
/// follows, a quote open at the end of the file, or a record longer than the limit refute the
/// assumption that led there. What is left is the truth in every well-formed file. When both
/// survive and disagree, the answer comes from the nearest earlier split boundary where one was
/// refuted, by reading all records from there: exact, and rare.
///
/// A malformed file cannot give wrong rows silently: whoever reads a split compares the place where
/// its own last record ended with what was concluded here for the next split. So, from the first
/// split on, every split begins where the one before ended, or somebody says that quotes do not
/// match up.
final class RecordStart {
  private static final int FIRST_WINDOW = 1 << 16;
  private static final int LOOK_BACK = 64;
  private static final long REFUTED = -1;
  private static final long UNKNOWN = -2;

  private final PinnedFile file;
  private final CsvTable table;
  private final Dialect dialect;
  private final RecordErrors errors;
  private final BufferAllocator allocator;

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

  /// What the bytes around a place tell, or nothing when they allow both assumptions.
  OptionalLong concluded(long place) {
    if (place <= LOOK_BACK) {
      return OptionalLong.empty();
    }
    long limit =
        Math.min(file.size() - place + LOOK_BACK, (long) table.maxRecordSize() + LOOK_BACK);
    for (long window = Math.min(FIRST_WINDOW, limit); ; window = Math.min(limit, window * 8)) {
      try (var buffer = allocator.buffer(window + Long.BYTES)) {
        long answer = concluded(place, buffer, (int) window, window == limit);
        if (answer != UNKNOWN || window == limit) {
          return answer < 0 ? OptionalLong.empty() : OptionalLong.of(answer);
        }
      }
    }
  }

  private long concluded(long place, ArrowBuf buffer, int length, boolean last) {
    var bytes = Memory.segment(buffer);
    long base = place - LOOK_BACK;
    file.read(base, bytes.asSlice(0, length));
    // Begin where no escape or half of a doubled quote is cut off: right after a byte that is
    // neither.
    int begin = LOOK_BACK - 1;
    while (begin > 0 && isSpecial(bytes.get(Column.BYTE, begin - 1))) {
      begin--;
    }
    if (begin == 0) {
      return UNKNOWN;
    }
    boolean atEnd = base + length == file.size();
    long outside = follow(false, bytes, begin, length, last, atEnd);
    long inside = dialect.hasQuote() ? follow(true, bytes, begin, length, last, atEnd) : REFUTED;
    if (outside == inside || inside == REFUTED) {
      return outside < 0 ? outside : base + outside;
    }
    return outside == REFUTED && inside >= 0 ? base + inside : UNKNOWN;
  }

  private boolean isSpecial(byte b) {
    return dialect.hasQuote() && (b == dialect.quote() || b == dialect.escape());
  }

  /// Follows one assumption from `begin` on; gives the first record start at or after the place,
  /// {@link #REFUTED}, or {@link #UNKNOWN} when the window does not show it.
  private long follow(
      boolean open, MemorySegment bytes, int begin, int length, boolean last, boolean atEnd) {
    int at = open ? nextQuote(bytes, begin, length) : begin;
    boolean fieldBegins = !open && dialect.isSeparator(bytes.get(Column.BYTE, begin - 1L));
    boolean inside = open;
    long found = UNKNOWN;
    while (at < length) {
      byte b = bytes.get(Column.BYTE, at);
      if (inside) {
        if (b == dialect.escape() && !dialect.doublesQuotes()) {
          at++;
        } else if (b == dialect.quote()) {
          int after = afterQuote(bytes, at, length);
          if (after == WRONG) {
            return REFUTED;
          }
          if (after == DOUBLED) {
            at++;
          } else {
            inside = false;
            fieldBegins = false;
          }
        }
      } else if (dialect.isSeparator(b)) {
        fieldBegins = true;
        if (found == UNKNOWN && b == dialect.newline() && at >= LOOK_BACK - 1) {
          found = at + 1;
          if (!open && !dialect.hasQuote()) {
            return found;
          }
        }
      } else {
        inside = fieldBegins && b == dialect.quote() && dialect.hasQuote();
        fieldBegins = false;
      }
      at++;
      if (inside || found != UNKNOWN) {
        int quote = nextQuote(bytes, at, length);
        fieldBegins =
            quote == at
                ? fieldBegins
                : !inside && dialect.isSeparator(bytes.get(Column.BYTE, quote - 1L));
        at = quote;
      }
    }
    if (inside && (atEnd || last && open && found == UNKNOWN)) {
      return REFUTED;
    }
    return found == UNKNOWN && atEnd ? length : found == UNKNOWN && last ? REFUTED : found;
  }

  private static final int CLOSED = 0;
  private static final int DOUBLED = 1;
  private static final int WRONG = 2;

  private int afterQuote(MemorySegment bytes, int quote, int length) {
    if (quote + 1 >= length) {
      return CLOSED;
    }
    byte next = bytes.get(Column.BYTE, quote + 1L);
    if (next == dialect.quote() && dialect.doublesQuotes()) {
      return DOUBLED;
    }
    boolean carriageReturn =
        next == '\r'
            && dialect.newline() == '\n'
            && (quote + 2 >= length || bytes.get(Column.BYTE, quote + 2L) == '\n');
    return dialect.isSeparator(next) || carriageReturn ? CLOSED : WRONG;
  }

  /// The next quote or escape in `[from, length)`, or `length`.
  private int nextQuote(MemorySegment bytes, int from, int length) {
    long quotes = 0x0101010101010101L * (dialect.quote() & 0xFF);
    long escapes = 0x0101010101010101L * (dialect.escape() & 0xFF);
    int at = from;
    for (; at + 8 <= length; at += 8) {
      long eight = bytes.get(Column.LONG, at);
      if (hasZero(eight ^ quotes) || hasZero(eight ^ escapes)) {
        break;
      }
    }
    while (at < length && !isSpecial(bytes.get(Column.BYTE, at))) {
      at++;
    }
    return at;
  }

  private static boolean hasZero(long word) {
    return (word - 0x0101010101010101L & ~word & 0x8080808080808080L) != 0;
  }
}
