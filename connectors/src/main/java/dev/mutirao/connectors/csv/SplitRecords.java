package dev.mutirao.connectors.csv;

import dev.mutirao.connectors.file.PinnedFile;
import dev.mutirao.connectors.source.ReadContext;
import dev.mutirao.connectors.source.Split;
import dev.mutirao.connectors.type.Layout;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/// The records that begin in one split, block by block, without the header and without bad ones.
final class SplitRecords implements AutoCloseable {
  private final CsvTable table;
  private final Split split;
  private final FileLayout layout;
  private final RecordErrors errors;
  private final Records records;
  private final @Nullable RecordStart
      starts; // where the conclusion about the next split must be checked
  private final byte[][] nullTexts;
  private final long end;
  private boolean headerAhead;
  private boolean ended; // a record that begins beyond the split was seen
  private boolean finished;
  private int first;
  private int limit;

  private SplitRecords(
      CsvTable table,
      Split split,
      FileLayout layout,
      RecordErrors errors,
      Records records,
      @Nullable RecordStart starts) {
    this.table = table;
    this.split = split;
    this.layout = layout;
    this.errors = errors;
    this.records = records;
    this.starts = starts;
    this.nullTexts = table.nullBytes();
    this.end = CsvSplits.isWhole(table, split) ? Long.MAX_VALUE : split.start() + split.length();
    this.headerAhead = split.start() == 0 && table.header();
  }

  /// Takes over the file.
  static SplitRecords open(CsvTable table, PinnedFile file, Split split, ReadContext context) {
    Records records = null;
    try {
      var errors =
          new RecordErrors(
              split.path(),
              table.dialect().newline(),
              table.ignoreErrors(),
              context.report(),
              () -> table.open(file.listed()));
      var allocator = context.allocator();
      var layout =
          table.byName()
              ? FileLayout.byName(
                  table.fileColumns(),
                  Header.names(Header.fields(table.open(file.listed()), table, errors, allocator)),
                  split.path())
              : FileLayout.inOrder(table.fields());
      boolean guessed = !CsvSplits.isWhole(table, split) && !CsvSplits.isExact(split);
      var starts = guessed ? new RecordStart(file, table, errors, allocator) : null;
      long start = starts == null || split.start() == 0 ? split.start() : starts.of(split.start());
      var input = start == 0 ? table.open(file) : new PlainInput(file, start);
      records =
          new Records(input, start, table.dialect(), table.maxRecordSize(), errors, allocator);
      return new SplitRecords(table, split, layout, errors, records, starts);
    } catch (RuntimeException e) {
      if (records != null) {
        records.close();
      }
      file.close();
      throw e;
    }
  }

  /// Whether there are records left; goes to the next block when the current one is used up.
  boolean hasMore() {
    while (first == limit) {
      if (finished
          || ended
          || records.nextPosition() >= end
          || !records.advance(layout.fields(), end)) {
        finish();
        return false;
      }
      first = 0;
      limit = records.count();
      while (limit > 0 && records.position(limit - 1) >= end) {
        limit--;
        ended = true;
      }
      while (headerAhead && first < limit) {
        headerAhead = records.isBlank(first++);
      }
    }
    return true;
  }

  /// Checks that the file is still the same, and that the next split begins where this one's
  /// records ended.
  private void finish() {
    if (finished) {
      return;
    }
    finished = true;
    records.input().verify();
    if (starts != null && end < split.fileSize()) {
      long after = ended ? records.position(limit) : records.nextPosition();
      long next = Math.min(after, split.fileSize()); // the last line may lack its end
      var concluded = starts.concluded(end);
      if (concluded.isPresent() && !records.isBlankBetween(concluded.getAsLong(), next)) {
        throw errors.quotesDoNotMatch(end);
      }
    }
  }

  /// The first record of the current block that was not used.
  int first() {
    return first;
  }

  int available() {
    return limit - first;
  }

  void skip(int count) {
    first += count;
  }

  MemorySegment bytes() {
    return records.bytes();
  }

  /// Finds the fields of a column of the table in `count` records of the block.
  void fields(int column, int from, int count, Fields into) {
    records.fields(layout.places()[column], layout.fields(), from, count, nullTexts, into);
  }

  /// Reports that a record's value in a column of the table is bad, or throws when errors are not
  /// ignored. `fields` holds the value at `index`.
  void reportBadValue(int column, int record, Fields fields, int index) {
    var field = table.schema().field(column);
    errors.badValue(
        records.fieldPosition(record, layout.places()[column], layout.fields()),
        field.name(),
        field.type().sql(),
        field.type().layout() == Layout.BYTES,
        records.text(fields.from[index], fields.to[index]));
  }

  long bytesRead() {
    return records.input().bytesRead();
  }

  @Override
  public void close() {
    records.close();
  }
}
