package dev.mutirao.executor.aggregate;

import static dev.mutirao.connectors.batch.Column.INT;
import static dev.mutirao.connectors.batch.Column.LONG;

import dev.mutirao.connectors.batch.Batch;
import dev.mutirao.connectors.batch.Gather;
import dev.mutirao.connectors.type.Schema;
import dev.mutirao.executor.memory.OperatorMemory;
import dev.mutirao.executor.pipeline.Output;
import dev.mutirao.executor.store.RowGather;
import dev.mutirao.executor.store.RowId;
import dev.mutirao.executor.store.RowStore;

/// Rows that were among the first of their groups when they came. Used by one thread.
final class HeldRows implements AutoCloseable {
  private final Schema schema;
  private final OperatorMemory memory;
  private RowStore rows;
  private int count;
  private long bytes;

  /// Per row its group, and how good it is, see {@link BestRanks}.
  private final StateArray groups;

  private final StateArray goodness;

  HeldRows(Schema schema, OperatorMemory memory) {
    this.schema = schema;
    this.memory = memory;
    this.rows = new RowStore(schema, memory.state());
    this.groups = new StateArray(memory.state());
    this.goodness = new StateArray(memory.state());
  }

  /// Copies rows of a batch, or none of them where there is no room.
  ///
  /// @param chosen the numbers of `chosenCount` rows
  /// @param groupOf the group of each row of the batch
  /// @param good how good each chosen row is
  void add(Batch batch, int[] chosen, int chosenCount, int[] groupOf, long[] good) {
    groups.reserve((long) (count + chosenCount) << 2);
    goodness.reserve((long) (count + chosenCount) << 3);
    var copy = Gather.rows(batch, chosen, chosenCount, memory.state());
    rows.add(copy);
    bytes += sizeInBytes(copy) + (long) chosenCount * (Integer.BYTES + Long.BYTES);
    for (int i = 0; i < chosenCount; i++) {
      groups.segment().setAtIndex(INT, count, groupOf[chosen[i]]);
      goodness.segment().setAtIndex(LONG, count++, good[i]);
    }
  }

  /// Without dictionaries, which the batches that rows came from share.
  private static long sizeInBytes(Batch batch) {
    long bytes = 0;
    for (int i = 0; i < batch.columnCount(); i++) {
      var column = batch.column(i);
      bytes += column.isDictionary() ? 4L * column.rows() : column.sizeInBytes();
    }
    return bytes;
  }

  /// Bytes of memory held.
  long sizeInBytes() {
    return bytes;
  }

  /// How many batches rows came from.
  int batches() {
    return rows.chunks();
  }

  /// Gives the rows that are among the first of their groups now, and forgets all.
  void giveAway(BestRanks best, int batchRows, Output output) {
    var columns = rows.columns();
    var ids = new int[batchRows];
    int chosen = 0;
    int at = 0;
    for (int chunk = 0; chunk < rows.chunks(); chunk++) {
      for (int row = 0; row < rows.rows(chunk); row++, at++) {
        ids[chosen] = RowId.of(chunk, row);
        int group = groups.segment().getAtIndex(INT, at);
        chosen += best.isFirst(group, goodness.segment().getAtIndex(LONG, at)) ? 1 : 0;
        if (chosen == batchRows) {
          output.accept(RowGather.batch(columns, ids, chosen, memory.batches()));
          chosen = 0;
        }
      }
    }
    if (chosen > 0) {
      output.accept(RowGather.batch(columns, ids, chosen, memory.batches()));
    }
    rows.close();
    rows = new RowStore(schema, memory.state());
    count = 0;
    bytes = 0;
  }

  @Override
  public void close() {
    rows.close();
    groups.close();
    goodness.close();
  }
}
