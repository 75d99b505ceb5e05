package dev.mutirao.executor.aggregate;

import dev.mutirao.connectors.batch.Batch;
import dev.mutirao.executor.memory.OperatorMemory;
import dev.mutirao.executor.pipeline.Operator;
import dev.mutirao.executor.pipeline.Output;
import org.jspecify.annotations.Nullable;

/// Makes partial states of rows, or fewer of many, and gives them away when its table is full or
/// the input ends. Where grouping hardly reduces the rows, they pass as states of their own and no
/// table is kept.
final class PartialAggregation implements Operator {
  /// @param groups a table with so many groups is given away
  /// @param bytes a table of so much memory is given away
  /// @param probeRows after so many rows the reduction is looked at for the first time
  /// @param minReduction rows per group below which grouping does not pay
  record Limits(int groups, long bytes, int probeRows, double minReduction) {
    static final Limits DEFAULT = new Limits(1 << 18, 32L << 20, 1 << 16, 1.25);
  }

  private final AggregationLayout layout;
  private final OperatorMemory memory;
  private final int batchRows;
  private final Limits limits;
  private final long hashMask;
  private @Nullable Groups groups;
  private boolean passing;
  private boolean probed;

  PartialAggregation(
      AggregationLayout layout,
      OperatorMemory memory,
      int batchRows,
      Limits limits,
      long hashMask) {
    this.layout = layout;
    this.memory = memory;
    this.batchRows = batchRows;
    this.limits = limits;
    this.hashMask = hashMask;
  }

  @Override
  public void push(Batch batch, Output output) {
    try (batch) {
      if (batch.rows() == 0) {
        return;
      }
      if (groups == null) {
        groups = new Groups(layout, hashMask, memory.state());
      }
      if (passing) {
        output.accept(groups.eachRow(batch, memory.batches()));
        return;
      }
      groups.add(batch);
      boolean full = groups.size() >= limits.groups() || groups.sizeInBytes() >= limits.bytes();
      if (full || !probed && groups.rowCount() >= limits.probeRows()) {
        probed = true;
        passing =
            !layout.keys().isEmpty() && groups.rowCount() < groups.size() * limits.minReduction();
        if (full || passing) {
          giveAway(groups, output);
        }
      }
    }
  }

  @Override
  public void finish(Output output) {
    if (groups != null && groups.rowCount() > 0) {
      giveAway(groups, output);
    }
    close();
  }

  @Override
  public void close() {
    if (groups != null) {
      groups.close();
      groups = null;
    }
  }

  private void giveAway(Groups full, Output output) {
    var numbers = new int[Math.min(batchRows, full.size())];
    for (int from = 0; from < full.size() && output.wantsMore(); from += batchRows) {
      int count = Math.min(batchRows, full.size() - from);
      for (int i = 0; i < count; i++) {
        numbers[i] = from + i;
      }
      output.accept(full.output(numbers, 0, count, memory.batches()));
    }
    full.clear();
  }
}
