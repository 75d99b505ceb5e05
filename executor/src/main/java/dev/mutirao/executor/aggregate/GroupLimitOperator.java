package dev.mutirao.executor.aggregate;

import dev.mutirao.connectors.batch.Batch;
import dev.mutirao.connectors.type.Type;
import dev.mutirao.executor.memory.OperatorMemory;
import dev.mutirao.executor.pipeline.Operator;
import dev.mutirao.executor.pipeline.OperatorFactory;
import dev.mutirao.executor.pipeline.Output;
import dev.mutirao.executor.plan.PlanNode;
import dev.mutirao.executor.plan.SortKey;
import dev.mutirao.executor.sort.RowOrder;
import dev.mutirao.executor.store.ChunkedColumn;
import java.util.List;
import org.apache.arrow.memory.OutOfMemoryException;
import org.jspecify.annotations.Nullable;

/// Leaves out rows that cannot be among the first of their group, as a {@link PlanNode.GroupLimit}
/// says. It remembers the ranks of the best rows of each group that one thread has seen, drops what
/// comes behind all of them, and holds the others until there are many or the input ends: then it
/// gives away those that are still among the first. Where that does not pay, or takes too much
/// memory, it gives up and every row passes. 32 ns a row where ten million are of 100,000 groups
/// (EXPLAIN ANALYZE of `benchmarks/run DbBenchmark --queries g08`).
public final class GroupLimitOperator implements Operator {
  /// When to give rows away, and when to give up.
  ///
  /// @param heldBytes rows of so many bytes are given away
  /// @param heldBatches rows of so many batches are given away
  /// @param trialRows after so many rows each time it is looked whether enough were left out
  /// @param tableBytes a table of more bytes, which does not fit the cache, must have seen many
  ///   rows of its groups
  /// @param maxTableBytes a table that comes to be larger is given up
  record Limits(
      long heldBytes, int heldBatches, int trialRows, long tableBytes, long maxTableBytes) {
    static final Limits DEFAULT = new Limits(16L << 20, 1024, 1 << 16, 8L << 20, 64L << 20);
  }

  private static final long ALL_BITS = -1;

  /// Rows per group below which a table beyond the cache does not pay.
  private static final int LEAST_ROWS = 4;

  private final List<Integer> keys;
  private final int orderColumn;
  private final SortKey order;
  private final int count;
  private final int batchRows;
  private final Limits limits;

  /// Null without keys, and after it gave up.
  private @Nullable GroupTable table;

  private final SmallDomain smallDomain;
  private final RowGroups rows = new RowGroups();
  private final BestRanks best;
  private final HeldRows held;

  private int[] chosen = new int[Batch.TARGET_ROWS];
  private long[] goodness = new long[Batch.TARGET_ROWS];
  private boolean passing;
  private long seen;
  private long trialSeen;
  private long trialChosen;

  private GroupLimitOperator(
      PlanNode.GroupLimit node,
      OperatorMemory memory,
      int batchRows,
      Limits limits,
      long hashMask) {
    var schema = node.output();
    var first = node.orderBy().getFirst();
    this.keys = node.keys();
    this.orderColumn = first.column();
    this.order = new SortKey(0, first.descending(), first.nullsFirst());
    this.count = node.count();
    this.batchRows = batchRows;
    this.limits = limits;
    var types = keys.stream().<Type>map(schema::type).toList();
    this.table = keys.isEmpty() ? null : GroupTable.of(types, hashMask, memory.state());
    this.smallDomain = new SmallDomain(keys.size());
    this.best = new BestRanks(count, memory.state());
    this.held = new HeldRows(schema, memory);
  }

  /// An operator for each thread; what one of them leaves out comes behind enough rows that it
  /// gives.
  public static OperatorFactory factory(
      PlanNode.GroupLimit node, OperatorMemory memory, int batchRows) {
    return factory(node, memory, batchRows, Limits.DEFAULT, ALL_BITS);
  }

  /// @param hashMask bits of the hash to use: all, unless a test forces collisions
  static OperatorFactory factory(
      PlanNode.GroupLimit node,
      OperatorMemory memory,
      int batchRows,
      Limits limits,
      long hashMask) {
    return () -> new GroupLimitOperator(node, memory, batchRows, limits, hashMask);
  }

  @Override
  public void push(Batch batch, Output output) {
    if (passing || batch.rows() == 0) {
      output.accept(batch);
      return;
    }
    Batch untaken = null;
    try (batch) {
      if (!take(batch)) {
        untaken = batch.share();
      }
    }
    if (untaken != null) {
      closeTable();
      output.accept(untaken);
      giveUp(output);
    } else if (!pays()) {
      giveUp(output);
    } else if (held.sizeInBytes() >= limits.heldBytes() || held.batches() >= limits.heldBatches()) {
      held.giveAway(best, batchRows, output);
    }
  }

  /// Holds the rows of a batch that can be among the first; false where there is no room for them.
  private boolean take(Batch batch) {
    try {
      find(batch);
      int count = choose(batch);
      if (count > 0) {
        held.add(batch, chosen, count, rows.groups(), goodness);
      }
      seen += batch.rows();
      trialSeen += batch.rows();
      trialChosen += count;
      return true;
    } catch (OutOfMemoryException noRoom) {
      return false;
    }
  }

  /// Sets the group of every row.
  private void find(Batch batch) {
    var known = table;
    if (known == null) {
      rows.allToOne(batch.rows());
      best.reserve(1);
      return;
    }
    var columns = Groups.columns(batch, keys);
    rows.all(batch.rows());
    if (!smallDomain.find(columns, rows, known)) {
      known.find(columns, rows);
    }
    best.reserve(known.size());
  }

  /// Lists in `chosen` the rows that are among the first so far, in `goodness` how good they are,
  /// and gives how many they are.
  private int choose(Batch batch) {
    int all = batch.rows();
    if (chosen.length < all) {
      chosen = new int[all];
      goodness = new long[all];
    }
    var column = batch.column(orderColumn);
    var ranks = RowOrder.of(List.of(order), List.of(new ChunkedColumn(column.type(), column)));
    var groups = rows.groups();
    int found = 0;
    for (int row = 0; row < all; row++) {
      long good = ~ranks.rank(row);
      chosen[found] = row;
      goodness[found] = good;
      found += best.offer(groups[row], good) ? 1 : 0;
    }
    return found;
  }

  /// Whether enough rows are left out for the memory. The first rows of a group are always held, so
  /// there must be twice as many before that says anything.
  private boolean pays() {
    long groups = table == null ? 1 : table.size();
    long bytes = best.sizeInBytes() + (table == null ? 0 : table.sizeInBytes());
    if (bytes > limits.maxTableBytes()) {
      return false;
    }
    if (trialSeen < limits.trialRows()) {
      return true;
    }
    boolean leftOut = trialChosen <= trialSeen - trialSeen / 4;
    trialSeen = 0;
    trialChosen = 0;
    return (bytes <= limits.tableBytes() || seen >= LEAST_ROWS * groups)
        && (leftOut || seen <= 2L * count * groups);
  }

  /// Gives what is held, and lets all rows pass from now on.
  private void giveUp(Output output) {
    passing = true;
    closeTable();
    held.giveAway(best, batchRows, output);
    close();
  }

  @Override
  public void finish(Output output) {
    if (!passing) {
      held.giveAway(best, batchRows, output);
      close();
    }
  }

  private void closeTable() {
    if (table != null) {
      table.close();
      table = null;
    }
    smallDomain.close();
  }

  @Override
  public void close() {
    closeTable();
    best.close();
    held.close();
  }
}
