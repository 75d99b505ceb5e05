package dev.mutirao.connectors.csv;

import dev.mutirao.connectors.batch.Column;
import dev.mutirao.connectors.batch.Memory;
import java.lang.foreign.MemorySegment;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;

/// Cuts bytes, from the beginning of a record on, into blocks of whole records. A block stands in a
/// buffer that is used again for the next one, small enough to stay in the processor's cache.
///
/// The buffer has three parts: the block, the same size again for fields whose escapes are taken
/// out, and slack that kernels may read beyond both.
final class Records implements AutoCloseable {
  private static final int SLACK = 128;
  private static final int BLOCK = (1 << 17) - 2 * SLACK; // so that the buffer has a power of two
  private static final int BYTE_ORDER_MARK = 0xBFBBEF;

  private final ByteInput input;
  private final Dialect dialect;
  private final BufferAllocator allocator;
  private final RecordErrors errors;
  private final int maxRecordSize;
  private final FieldScanner scanner;
  private ArrowBuf buffer;
  private MemorySegment bytes;
  private int capacity;
  private long base; // place of the buffer's first byte in the (decompressed) text
  private int filled;
  private int used; // bytes of the block that its records take
  private boolean ended;
  private int markLength; // of the byte-order mark before the block; it counts to the first record
  private int[] starts = {};
  private int records;
  private int unescaped; // bytes used of the second part

  /// Takes over the input. `start` is where it stands in the text.
  Records(
      ByteInput input,
      long start,
      Dialect dialect,
      int maxRecordSize,
      RecordErrors errors,
      BufferAllocator allocator) {
    this.input = input;
    this.base = start;
    this.dialect = dialect;
    this.maxRecordSize = maxRecordSize;
    this.errors = errors;
    this.allocator = allocator;
    this.scanner = new FieldScanner(dialect, ByteMasks.best());
    allocate(BLOCK);
  }

  /// Goes to the next block; false at the end of the text. `end` is where the caller's interest
  /// ends, so that little beyond it is read; records may go beyond it. The block can have no
  /// records when all were blank.
  ///
  /// @param fields how many each record must have, or 0 to accept any number (then only places may
  ///   be asked)
  boolean advance(int fields, long end) {
    MemorySegment.copy(bytes, used, bytes, 0, filled - used);
    base += used;
    filled -= used;
    markLength = used > 0 ? 0 : markLength;
    used = 0;
    while (true) {
      read(end);
      if (base == 0) {
        skipByteOrderMark();
      }
      if (filled == 0) {
        return false;
      }
      scanner.scan(bytes, filled);
      if (scanner.records > 0) {
        break;
      }
      checkUnfinished();
      if (filled > capacity - BLOCK) {
        grow();
      }
    }
    records = scanner.records;
    used = scanner.separators[scanner.recordEnds[records - 1] - 1] + 1;
    findStarts();
    if (filled > maxRecordSize) {
      checkLengths();
    }
    boolean garbage = scanner.garbageAt >= 0 && scanner.garbageAt < used;
    if (fields > 0 && (garbage || !isRegular(fields))) {
      dropIrregular(fields);
    }
    return true;
  }

  private void read(long end) {
    // A record that is longer than what was read is scanned again from its beginning, so the reads
    // double.
    long wanted = Math.max(Math.min(end - base - filled, BLOCK), Math.max(filled, BLOCK / 8));
    int room = (int) Math.min(wanted, capacity - filled);
    if (!ended) {
      int n = input.read(bytes.asSlice(filled, room));
      filled += n;
      ended = n < room;
      boolean open = ended && filled > 0 && bytes.get(Column.BYTE, filled - 1) != dialect.newline();
      if (open) {
        bytes.set(Column.BYTE, filled++, dialect.newline());
      }
    }
  }

  private void skipByteOrderMark() {
    if (filled >= 3 && (bytes.get(Column.INT, 0) & 0xFFFFFF) == BYTE_ORDER_MARK) {
      MemorySegment.copy(bytes, 3, bytes, 0, filled - 3);
      base = 3;
      filled -= 3;
      markLength = 3;
    }
  }

  /// The block holds no complete record.
  private void checkUnfinished() {
    if (ended) {
      throw errors.unclosedQuote(base + Math.max(0, scanner.openQuote));
    }
    if (filled > maxRecordSize) {
      throw errors.recordTooLong(base, maxRecordSize);
    }
  }

  /// {@link RecordStart} concludes from this limit, so it holds for records that happen to fit into
  /// the buffer too.
  private void checkLengths() {
    for (int record = 0; record < records; record++) {
      int end = record + 1 < records ? starts[record + 1] : used;
      if (end - starts[record] > maxRecordSize) {
        throw errors.recordTooLong(position(record), maxRecordSize);
      }
    }
  }

  private void grow() {
    var old = buffer;
    var oldBytes = bytes;
    allocate(capacity * 2);
    MemorySegment.copy(oldBytes, 0, bytes, 0, filled);
    old.close();
  }

  private void allocate(int size) {
    capacity = size;
    buffer = allocator.buffer(2L * size + 3 * SLACK);
    bytes = Memory.segment(buffer);
  }

  private void findStarts() {
    if (starts.length < records) {
      starts = new int[Math.max(records + records / 2, 1024)];
    }
    int start = 0;
    int[] ends = scanner.recordEnds;
    for (int record = 0; record < records; record++) {
      starts[record] = start;
      start = scanner.separators[ends[record] - 1] + 1;
    }
  }

  private boolean isRegular(int fields) {
    int[] ends = scanner.recordEnds;
    int wrong = 0;
    for (int record = 0; record < records; record++) {
      wrong |= ends[record] ^ (record + 1) * fields;
    }
    return wrong == 0;
  }

  /// Whether a record is an empty line.
  boolean isBlank(int record) {
    return starts[record] == lineEnd(record);
  }

  /// Leaves out blank lines and, where errors are ignored, bad records. A blank line of a table
  /// with one column is a NULL.
  private void dropIrregular(int fields) {
    var keep = new boolean[records];
    int previousEnd = 0;
    for (int record = 0; record < records; record++) {
      int found = scanner.recordEnds[record] - previousEnd;
      previousEnd = scanner.recordEnds[record];
      boolean blank = found == 1 && fields > 1 && isBlank(record);
      keep[record] = !blank && found == fields && !hasGarbage(record);
      if (!keep[record] && !blank) {
        errors.badRecord(
            base + starts[record],
            hasGarbage(record)
                ? "text after a closing quote (a quote inside a quoted field must be doubled)"
                : "expected " + fields + (fields == 1 ? " field" : " fields") + ", got " + found,
            text(starts[record], lineEnd(record)));
      }
    }
    scanner.keepOnly(keep, starts, fields);
    records = scanner.records;
  }

  /// Whether some field of the record goes on after its closing quote. Walks the record's fields.
  private boolean hasGarbage(int record) {
    if (scanner.garbageAt < 0) {
      return false;
    }
    int first = record == 0 ? 0 : scanner.recordEnds[record - 1];
    int start = starts[record];
    for (int i = first; i < scanner.recordEnds[record]; i++) {
      int end = i == scanner.recordEnds[record] - 1 ? lineEnd(record) : scanner.separators[i];
      if (end > start
          && bytes.get(Column.BYTE, start) == dialect.quote()
          && closing(start, end) != end - 1) {
        return true;
      }
      start = scanner.separators[i] + 1;
    }
    return false;
  }

  /// The place of the quote that closes the field `[start, end)`, which begins with a quote.
  private int closing(int start, int end) {
    for (int at = start + 1; at < end; at++) {
      byte b = bytes.get(Column.BYTE, at);
      boolean escapes =
          dialect.doublesQuotes()
              ? b == dialect.quote()
                  && at + 1 < end
                  && bytes.get(Column.BYTE, at + 1) == dialect.quote()
              : b == dialect.escape();
      if (escapes) {
        at++;
      } else if (b == dialect.quote()) {
        return at;
      }
    }
    return -1;
  }

  /// How many records the block holds.
  int count() {
    return records;
  }

  /// Place of a record's first byte in the text.
  long position(int record) {
    return base + starts[record] - (record == 0 ? markLength : 0);
  }

  /// Place of the first byte after the block's records, where the next record begins.
  long nextPosition() {
    return base + used;
  }

  /// Whether nothing but blank lines, which are left out of blocks, lies between two places of the
  /// text; the second is in the current block.
  boolean isBlankBetween(long from, long to) {
    if (from < base || from > to) {
      return false;
    }
    for (int at = (int) (from - base); at < to - base; at++) {
      byte b = bytes.get(Column.BYTE, at);
      if (b != '\n' && b != '\r') {
        return false;
      }
    }
    return true;
  }

  /// Place in the text of the first byte of a field, its quote included.
  long fieldPosition(int record, int column, int columns) {
    return base
        + (column == 0 ? starts[record] : scanner.separators[record * columns + column - 1] + 1);
  }

  /// The buffer that {@link Fields} point into.
  MemorySegment bytes() {
    return bytes;
  }

  /// How many fields the first record has; only where any number is accepted.
  int fieldsOf(int record) {
    return scanner.recordEnds[record] - (record == 0 ? 0 : scanner.recordEnds[record - 1]);
  }

  /// How many fields of a record are quoted; only where any number is accepted.
  int quotedFieldsOf(int record) {
    int quoted = 0;
    int start = starts[record];
    int first = record == 0 ? 0 : scanner.recordEnds[record - 1];
    for (int i = first; scanner.sawQuotes && i < scanner.recordEnds[record]; i++) {
      quoted += bytes.get(Column.BYTE, start) == dialect.quote() ? 1 : 0;
      start = scanner.separators[i] + 1;
    }
    return quoted;
  }

  /// Whether the block's records end with the text.
  boolean isAtEnd() {
    return ended && used == filled;
  }

  /// Finds the fields of one column in records `[first, first + count)`. Their bytes stay until the
  /// next call.
  void fields(int column, int columns, int first, int count, byte[][] nullTexts, Fields into) {
    int[] separators = scanner.separators;
    int[] from = into.from;
    int[] to = into.to;
    into.count = count;
    for (int i = 0; i < count; i++) {
      int at = (first + i) * columns + column;
      from[i] = column == 0 ? starts[first + i] : separators[at - 1] + 1;
      to[i] = separators[at];
    }
    if (column == columns - 1) {
      cutCarriageReturns(from, to, count);
    }
    if (scanner.sawQuotes) {
      unescaped = 0;
      unquote(from, to, count, nullTexts);
    } else {
      for (int i = 0; i < count; i++) {
        to[i] = to[i] == from[i] ? Fields.NULL : to[i];
      }
      if (nullTexts.length > 0) {
        markNulls(from, to, count, nullTexts);
      }
    }
  }

  /// The same for one field of one record in a block whose records may have any number of fields.
  void field(int record, int column, Fields into) {
    int first = record == 0 ? 0 : scanner.recordEnds[record - 1];
    into.count = 1;
    into.from[0] = column == 0 ? starts[record] : scanner.separators[first + column - 1] + 1;
    into.to[0] = scanner.separators[first + column];
    if (first + column == scanner.recordEnds[record] - 1) {
      cutCarriageReturns(into.from, into.to, 1);
    }
    unescaped = 0;
    unquote(into.from, into.to, 1, new byte[0][]);
  }

  private void cutCarriageReturns(int[] from, int[] to, int count) {
    if (dialect.newline() == '\r') {
      return;
    }
    for (int i = 0; i < count; i++) {
      to[i] -= to[i] > from[i] && bytes.get(Column.BYTE, to[i] - 1L) == '\r' ? 1 : 0;
    }
  }

  private int lineEnd(int record) {
    int end = scanner.separators[scanner.recordEnds[record] - 1];
    boolean carriageReturn =
        dialect.newline() == '\n'
            && end > starts[record]
            && bytes.get(Column.BYTE, end - 1L) == '\r';
    return carriageReturn ? end - 1 : end;
  }

  private void markNulls(int[] from, int[] to, int count, byte[][] nullTexts) {
    for (int i = 0; i < count; i++) {
      if (to[i] != Fields.NULL && isOneOf(nullTexts, from[i], to[i])) {
        to[i] = Fields.NULL;
      }
    }
  }

  private boolean isOneOf(byte[][] texts, int from, int to) {
    for (var text : texts) {
      if (text.length == to - from
          && MemorySegment.mismatch(bytes, from, to, MemorySegment.ofArray(text), 0, text.length)
              < 0) {
        return true;
      }
    }
    return false;
  }

  private void unquote(int[] from, int[] to, int count, byte[][] nullTexts) {
    byte quote = dialect.quote();
    for (int i = 0; i < count; i++) {
      if (to[i] == from[i]) {
        to[i] = Fields.NULL;
      } else if (bytes.get(Column.BYTE, from[i]) == quote && dialect.hasQuote()) {
        from[i]++;
        to[i]--;
        if (scanner.sawEscapes) {
          unescape(from, to, i);
        }
      } else if (nullTexts.length > 0 && isOneOf(nullTexts, from[i], to[i])) {
        to[i] = Fields.NULL;
      }
    }
  }

  /// Copies a field with escapes to the second part of the buffer without them.
  private void unescape(int[] from, int[] to, int i) {
    int target = capacity + SLACK + unescaped;
    int start = target;
    boolean changed = false;
    for (int at = from[i]; at < to[i]; at++) {
      byte b = bytes.get(Column.BYTE, at);
      if (b == dialect.escape() && at + 1 < to[i]) {
        b = bytes.get(Column.BYTE, ++at);
        changed = true;
      }
      bytes.set(Column.BYTE, target++, b);
    }
    if (changed) {
      from[i] = start;
      to[i] = target;
      unescaped += target - start;
    }
  }

  /// Text between two offsets of the buffer.
  String text(int from, int to) {
    return FieldText.of(bytes, from, to);
  }

  ByteInput input() {
    return input;
  }

  @Override
  public void close() {
    buffer.close();
    input.close();
  }
}
