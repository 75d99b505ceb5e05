package dev.mutirao.connectors.csv;

import dev.mutirao.connectors.batch.Batch;
import dev.mutirao.connectors.batch.Column;
import dev.mutirao.connectors.batch.ConstantColumn;
import dev.mutirao.connectors.file.PinnedFile;
import dev.mutirao.connectors.source.ReadContext;
import dev.mutirao.connectors.source.ScanRequest;
import dev.mutirao.connectors.source.Split;
import dev.mutirao.connectors.source.SplitReader;
import dev.mutirao.connectors.type.Literal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads the records that begin in one byte range of a file, and parses the columns that were asked
/// for.
final class CsvReader implements SplitReader {
  /// A batch ends early when its text is longer than this.
  private static final int ENOUGH_TEXT = 16 << 20;

  private final ReadContext context;
  private final SplitRecords records;
  private final Fields fields;
  private final List<Target> targets = new ArrayList<>();
  private final @Nullable RowCheck check;
  private long reported;
  private int rows;

  /// One column of the output: parsed from the files, or a folder's value.
  private record Target(int column, @Nullable ColumnBuilder builder, @Nullable Literal constant) {}

  private CsvReader(
      CsvTable table, SplitRecords records, ScanRequest request, Split split, ReadContext context) {
    this.context = context;
    this.records = records;
    this.fields = new Fields(context.batchRows());
    this.check = table.ignoreErrors() ? new RowCheck(table, records, context) : null;
    for (int column : request.columns()) {
      int partition = column - table.firstPartition();
      targets.add(
          partition >= 0
              ? new Target(column, null, table.partitionColumns().value(split, partition))
              : new Target(
                  column,
                  ColumnBuilder.of(
                      table.schema().type(column), context.batchRows(), context.allocator()),
                  null));
    }
  }

  static CsvReader open(CsvTable table, ScanRequest request, Split split, ReadContext context) {
    var records = SplitRecords.open(table, PinnedFile.open(split), split, context);
    try {
      return new CsvReader(table, records, request, split, context);
    } catch (RuntimeException e) {
      records.close();
      throw e;
    }
  }

  @Override
  public @Nullable Batch next() {
    while (rows < context.batchRows() && !hasEnoughText() && records.hasMore()) {
      int count = Math.min(records.available(), context.batchRows() - rows);
      append(records.first(), count);
      records.skip(count);
    }
    long read = records.bytesRead();
    context.report().bytesRead(read - reported);
    reported = read;
    return rows == 0 ? null : finish();
  }

  private void append(int first, int count) {
    int[] good = check == null ? null : check.goodRows(first, count);
    int appended = good == null ? count : good.length;
    for (var target : targets) {
      if (target.builder == null) {
        continue;
      }
      records.fields(target.column, first, count, fields);
      if (good != null) {
        fields.keep(good);
      }
      int failed = target.builder.append(records.bytes(), fields);
      if (failed >= 0) {
        records.reportBadValue(target.column, first + failed, fields, failed);
        throw new IllegalStateException("a value was bad in one look and good in the other");
      }
    }
    rows += appended;
  }

  private boolean hasEnoughText() {
    long text = 0;
    for (var target : targets) {
      text += target.builder instanceof TextBuilder builder ? builder.dataBytes() : 0;
    }
    return text > ENOUGH_TEXT;
  }

  private Batch finish() {
    var columns = new Column[targets.size()];
    int done = 0;
    try {
      for (; done < columns.length; done++) {
        var target = targets.get(done);
        columns[done] =
            target.builder != null
                ? target.builder.finish()
                : ConstantColumn.of(target.constant, rows, context.allocator());
      }
      var batch = new Batch(rows, columns);
      rows = 0;
      return batch;
    } catch (RuntimeException e) {
      for (int i = 0; i < done; i++) {
        columns[i].close();
      }
      throw e;
    }
  }

  @Override
  public void close() {
    for (var target : targets) {
      if (target.builder != null) {
        target.builder.close();
      }
    }
    records.close();
  }
}
