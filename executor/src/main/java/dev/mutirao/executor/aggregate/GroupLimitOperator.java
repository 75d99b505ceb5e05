package dev.mutirao.executor.aggregate;

import static dev.mutirao.connectors.batch.Column.INT;
import static dev.mutirao.connectors.batch.Column.LONG;

import dev.mutirao.connectors.batch.Batch;
import dev.mutirao.connectors.batch.Gather;
import dev.mutirao.connectors.type.Schema;
import dev.mutirao.connectors.type.Type;
import dev.mutirao.executor.memory.OperatorMemory;
import dev.mutirao.executor.pipeline.Operator;
import dev.mutirao.executor.pipeline.OperatorFactory;
import dev.mutirao.executor.pipeline.Output;
import dev.mutirao.executor.plan.PlanNode;
import dev.mutirao.executor.plan.SortKey;
import dev.mutirao.executor.sort.RowOrder;
import dev.mutirao.executor.store.ChunkedColumn;
import dev.mutirao.executor.store.RowGather;
import dev.mutirao.executor.store.RowId;
import dev.mutirao.executor.store.RowStore;
import java.lang.foreign.MemorySegment;
import java.util.List;
import org.apache.arrow.memory.OutOfMemoryException;
import org.jspecify.annotations.Nullable;

/// Leaves out rows that cannot be among the first of their group, as a {@link PlanNode.GroupLimit}
/// says. It remembers the ranks of the best rows of each group that one thread has seen, drops what
/// comes behind all of them, and holds the others until there are many or the input ends: then it
/// gives away those that are still among the first. Where that does not pay, or takes too much
/// memory, it gives up and every row passes.
public final class GroupLimit implements Operator {
  /// When to give rows away, and when to give up.
  ///
  /// @param heldBytes rows of so many bytes are given away
  /// @param trialRows after so many rows each time it is looked whether enough were left out
  /// @param tableBytes a table of more bytes, which does not fit the cache, must have seen many
  ///   rows of its groups
  /// @param maxTableBytes no table is larger
  record Limits(long heldBytes, int trialRows, long tableBytes, long maxTableBytes) {
    static final Limits DEFAULT = new Limits(32L << 20, 1 << 16, 8L << 20, 64L << 20);
  }

  private static final long ALL_BITS = -1;

  /// Rows per group below which a table beyond the cache does not pay.
  private static final int LEAST_ROWS = 4;

  private final Schema schema;
  private final List<Integer> keys;
  private final int orderColumn;
  private final SortKey order;
  private final int count;
  private final OperatorMemory memory;
  private final int batchRows;
  private final Limits limits;

  /// Null without keys, and after it gave up.
  private @Nullable GroupTable table;

  private final SmallDomain smallDomain;
  private final RowGroups rows = new RowGroups();

  /// Per group how good its best rows are, the worst of them first. A row is the better the less
  /// its rank is: its goodness is the complement of that. 0, no row, is worse than any.
  private final StateArray best;

  private RowStore held;
  private long heldBytes;
  private int heldRows;

  /// Per held row its group, and how good it is.
  private final StateArray heldGroups;

  private final StateArray heldGoodness;

  private int[] kept = new int[Batch.TARGET_ROWS];
  private long[] goodness = new long[Batch.TARGET_ROWS];
  private boolean passing;
  private long seen;
  private long trialSeen;
  private long trialKept;

  private GroupLimit(
      PlanNode.GroupLimit node,
      OperatorMemory memory,
      int batchRows,
      Limits limits,
      long hashMask) {
    var first = node.orderBy().getFirst();
    this.schema = node.output();
    this.keys = node.keys();
    this.orderColumn = first.column();
    this.order = new SortKey(0, first.descending(), first.nullsFirst());
    this.count = node.count();
    this.memory = memory;
    this.batchRows = batchRows;
    this.limits = limits;
    var types = keys.stream().<Type>map(schema::type).toList();
    this.table = keys.isEmpty() ? null : GroupTable.of(types, hashMask, memory.state());
    this.smallDomain = new SmallDomain(keys.size());
    this.best = new StateArray(memory.state());
    this.held = new RowStore(schema, memory.state());
    this.heldGroups = new StateArray(memory.state());
    this.heldGoodness = new StateArray(memory.state());
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
    return () -> new GroupLimit(node, memory, batchRows, limits, hashMask);
  }

  @Override
  public void push(Batch batch, Output output) {
    if (passing || batch.rows() == 0) {
      output.accept(batch);
      return;
    }
    boolean taken;
    Batch rest = null;
    try (batch) {
      taken = take(batch);
      if (!taken) {
        rest = batch.share();
      }
    }
    if (rest != null) {
      output.accept(rest);
    }
    if (!taken || trialSeen >= limits.trialRows() && !pays()) {
      giveAway(output);
      passing = true;
      close();
    } else if (heldBytes >= limits.heldBytes() || held.chunks() == RowId.MAX_CHUNKS) {
      giveAway(output);
    }
  }

  /// Holds the rows of a batch that can be among the first; false where there is no room for them.
  private boolean take(Batch batch) {
    try {
      find(batch);
      int chosen = choose(batch);
      seen += batch.rows();
      trialSeen += batch.rows();
      trialKept += chosen;
      if (chosen > 0) {
        hold(batch, chosen);
      }
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
      best.reserve((long) count << 3);
      return;
    }
    var columns = Groups.columns(batch, keys);
    rows.all(batch.rows());
    if (!smallDomain.find(columns, rows, known)) {
      known.find(columns, rows);
    }
    best.reserve((long) known.size() * count << 3);
  }

  /// Lists in `kept` the rows that are among the first so far, or tie with the last of these, in
  /// `goodness` how good they are, and gives how many they are.
  private int choose(Batch batch) {
    int all = batch.rows();
    if (kept.length < all) {
      kept = new int[all];
      goodness = new long[all];
    }
    var column = batch.column(orderColumn);
    var ranks = RowOrder.of(List.of(order), List.of(new ChunkedColumn(column.type(), column)));
    var groups = rows.groups();
    var known = best.segment();
    int chosen = 0;
    for (int row = 0; row < all; row++) {
      long good = ~ranks.rank(row);
      long worst = (long) groups[row] * count << 3;
      int compared = Long.compareUnsigned(good, known.get(LONG, worst));
      kept[chosen] = row;
      goodness[chosen] = good;
      chosen += compared >= 0 ? 1 : 0;
      if (compared > 0) {
        insert(known, worst, good);
      }
    }
    return chosen;
  }

  /// Puts a row in the place of the worst of those of a group, which begin at `at`, and in order.
  private void insert(MemorySegment known, long at, long good) {
    long last = at + (count - 1L << 3);
    long place = at;
    while (place < last && Long.compareUnsigned(known.get(LONG, place + 8), good) < 0) {
      known.set(LONG, place, known.get(LONG, place + 8));
      place += 8;
    }
    known.set(LONG, place, good);
  }

  private void hold(Batch batch, int chosen) {
    heldGroups.reserve((long) (heldRows + chosen) << 2);
    heldGoodness.reserve((long) (heldRows + chosen) << 3);
    var copy = Gather.rows(batch, kept, chosen, memory.state());
    held.add(copy);
    heldBytes += copy.sizeInBytes();
    for (int i = 0; i < chosen; i++) {
      heldGroups.segment().setAtIndex(INT, heldRows, rows.groups()[kept[i]]);
      heldGoodness.segment().setAtIndex(LONG, heldRows++, goodness[i]);
    }
  }

  /// Gives the held rows that are among the first of their groups now.
  private void giveAway(Output output) {
    var columns = held.columns();
    var ids = new int[batchRows];
    int chosen = 0;
    int at = 0;
    for (int chunk = 0; chunk < held.chunks(); chunk++) {
      for (int row = 0; row < held.rows(chunk); row++, at++) {
        long worst = (long) heldGroups.segment().getAtIndex(INT, at) * count << 3;
        long good = heldGoodness.segment().getAtIndex(LONG, at);
        ids[chosen] = RowId.of(chunk, row);
        chosen += Long.compareUnsigned(good, best.segment().get(LONG, worst)) >= 0 ? 1 : 0;
        if (chosen == batchRows) {
          output.accept(RowGather.batch(columns, ids, chosen, memory.batches()));
          chosen = 0;
        }
      }
    }
    if (chosen > 0) {
      output.accept(RowGather.batch(columns, ids, chosen, memory.batches()));
    }
    held.close();
    held = new RowStore(schema, memory.state());
    heldBytes = 0;
    heldRows = 0;
  }

  /// Whether enough rows are left out. The first rows of a group are always held, so there must be
  /// twice as many before that says anything.
  private boolean pays() {
    long groups = table == null ? 1 : table.size();
    long bytes = best.sizeInBytes() + (table == null ? 0 : table.sizeInBytes());
    boolean few = trialKept > trialSeen - trialSeen / 4;
    trialSeen = 0;
    trialKept = 0;
    return bytes <= limits.maxTableBytes()
        && (bytes <= limits.tableBytes() || seen >= LEAST_ROWS * groups)
        && !(few && seen > 2 * count * groups);
  }

  @Override
  public void finish(Output output) {
    if (!passing) {
      giveAway(output);
    }
  }

  @Override
  public void close() {
    if (table != null) {
      table.close();
      table = null;
    }
    smallDomain.close();
    best.close();
    held.close();
    heldGroups.close();
    heldGoodness.close();
  }
}
