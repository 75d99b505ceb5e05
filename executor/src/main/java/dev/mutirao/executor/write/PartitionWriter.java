package dev.mutirao.executor.write;

import dev.mutirao.connectors.batch.Batch;
import dev.mutirao.connectors.batch.Cells;
import dev.mutirao.connectors.batch.Column;
import dev.mutirao.connectors.file.PartitionFolder;
import dev.mutirao.executor.aggregate.RowNumbering;
import dev.mutirao.executor.memory.OperatorMemory;
import dev.mutirao.executor.pipeline.Sink;
import dev.mutirao.executor.store.ChunkedColumn;
import dev.mutirao.executor.store.RowGather;
import dev.mutirao.executor.store.RowId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;

/// One thread's rows on their way to partitions.
final class PartitionWriter implements Sink.Writer {
  /// Bytes and rows that wait, at most.
  private static final long MOST_BYTES = 64L << 20;

  private static final int MOST_ROWS = 1 << 20;

  private final PartitionSink sink;
  private final OperatorMemory memory;
  private final RowNumbering numbering;
  private final List<String> folders = new ArrayList<>(); // by number of the partition
  private final List<Batch> waiting = new ArrayList<>();
  private final List<int[]> numbers = new ArrayList<>(); // of the rows that wait
  private final long mostBytes;
  private long bytes;
  private int rows;

  PartitionWriter(PartitionSink sink, OperatorMemory memory) {
    this.sink = sink;
    this.memory = memory;
    this.mostBytes = Math.min(MOST_BYTES, memory.batches().getLimit() / 16);
    this.numbering =
        new RowNumbering(
            sink.keys().stream().map(key -> sink.input().type(key)).toList(), memory.state());
  }

  @Override
  public void push(Batch batch) {
    waiting.add(batch);
    var keys = sink.keys().stream().map(batch::column).toArray(Column[]::new);
    var found = numbering.number(keys, batch.rows());
    numbers.add(found);
    for (int row = 0; row < found.length && folders.size() < numbering.size(); row++) {
      if (found[row] == folders.size()) {
        folders.add(folder(batch, row));
      }
    }
    rows += batch.rows();
    bytes += flatBytes(batch);
    if (bytes >= mostBytes || rows >= MOST_ROWS || waiting.size() == RowId.MAX_CHUNKS) {
      flush();
    }
  }

  private String folder(Batch batch, int row) {
    var name = new StringBuilder();
    for (int key : sink.keys()) {
      var value = Cells.literal(batch.column(key), row);
      name.append(PartitionFolder.name(sink.input().field(key).name(), value)).append('/');
    }
    return name.toString();
  }

  /// Without dictionaries, which batches share.
  private static long flatBytes(Batch batch) {
    long bytes = 0;
    for (int i = 0; i < batch.columnCount(); i++) {
      var column = batch.column(i);
      bytes +=
          column.sizeInBytes() - (column.isDictionary() ? column.dictionary().sizeInBytes() : 0);
    }
    return bytes;
  }

  /// Appends the waiting rows to the files of their partitions.
  private void flush() {
    if (rows == 0) {
      return;
    }
    var ends = new int[folders.size()];
    numbers.forEach(found -> Arrays.stream(found).forEach(number -> ends[number]++));
    int end = 0;
    for (int number = 0; number < ends.length; number++) {
      int count = ends[number];
      ends[number] = end;
      end += count;
    }
    var ids = new int[rows];
    for (int chunk = 0; chunk < numbers.size(); chunk++) {
      var found = numbers.get(chunk);
      for (int row = 0; row < found.length; row++) {
        ids[ends[found[row]]++] = RowId.of(chunk, row);
      }
    }
    var columns = ChunkedColumn.of(sink.input(), waiting.toArray(Batch[]::new));
    int from = 0;
    for (int number = 0; number < ends.length; number++) {
      if (ends[number] > from) {
        sink.append(folders.get(number), gathered(columns, ids, from, ends[number]));
      }
      from = ends[number];
    }
    forget();
  }

  /// The rows `ids[from .. to)`, a batch at a time.
  private Iterable<Batch> gathered(List<ChunkedColumn> columns, int[] ids, int from, int to) {
    return () ->
        new Iterator<>() {
          private int at = from;

          @Override
          public boolean hasNext() {
            return at < to;
          }

          @Override
          public Batch next() {
            int count = Math.min(Batch.MAX_ROWS, to - at);
            var batch =
                RowGather.batch(
                    columns, Arrays.copyOfRange(ids, at, at + count), count, memory.batches());
            at += count;
            return batch;
          }
        };
  }

  private void forget() {
    waiting.forEach(Batch::close);
    waiting.clear();
    numbers.clear();
    rows = 0;
    bytes = 0;
  }

  @Override
  public void finish() {
    flush();
  }

  @Override
  public void close() {
    forget();
    numbering.close();
  }
}
