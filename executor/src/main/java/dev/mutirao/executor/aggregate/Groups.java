package dev.mutirao.executor.aggregate;

import dev.mutirao.connectors.batch.Batch;
import dev.mutirao.connectors.batch.Column;
import dev.mutirao.executor.plan.AggregateCall;
import java.util.Arrays;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.jspecify.annotations.Nullable;

/// Groups with their keys and states: what one thread, or the merge of one partition, knows. One
/// thread changes it at a time; once nothing changes any more, many may read.
final class Groups implements AutoCloseable {
  private final AggregationLayout layout;

  /// Null without keys: then there is one group.
  private final @Nullable GroupTable table;

  private final SmallDomain smallDomain;
  private final Accumulator[] accumulators;

  /// Per state; null where it is not DISTINCT.
  private final @Nullable DistinctRows[] distinct;

  private final RowGroups rows = new RowGroups();
  private final RowGroups kept = new RowGroups();
  private final RowGroups added = new RowGroups();
  private long rowCount;

  Groups(AggregationLayout layout, long hashMask, BufferAllocator state) {
    this.layout = layout;
    this.table = layout.keys().isEmpty() ? null : GroupTable.of(layout.keyTypes(), hashMask, state);
    this.smallDomain = new SmallDomain(layout.keys().size());
    this.accumulators = new Accumulator[layout.states().size()];
    this.distinct = new DistinctRows[accumulators.length];
    for (int i = 0; i < accumulators.length; i++) {
      var description = layout.states().get(i);
      accumulators[i] = layout.accumulators().create(description.call(), state);
      if (description.distinct()) {
        distinct[i] = new DistinctRows(description.call().argumentTypes(), hashMask, state);
      }
    }
    if (table == null) {
      grow();
    }
  }

  int size() {
    return table == null ? 1 : table.size();
  }

  /// Rows or states added since the start or the last {@link #clear}.
  long rowCount() {
    return rowCount;
  }

  long hash(int group) {
    return table == null ? 0 : table.hash(group);
  }

  @Nullable DistinctRows distinct(int state) {
    return distinct[state];
  }

  /// Adds a batch of the node's input, which stays the caller's.
  void add(Batch batch) {
    find(columns(batch, layout.keys()), batch.rows());
    addFound(batch);
  }

  /// Adds the rows `from` to `to` of a batch of the node's input, which stays the caller's. There
  /// are keys.
  void add(Batch batch, int from, int to) {
    rowCount += to - from;
    rows.range(from, to - from);
    java.util.Objects.requireNonNull(table).find(columns(batch, layout.keys()), rows);
    grow();
    addFound(batch);
  }

  private void addFound(Batch batch) {
    for (int i = 0; i < accumulators.length; i++) {
      var call = layout.states().get(i).call();
      var arguments = columns(batch, call.arguments());
      if (layout.phase().takesStates()) {
        accumulators[i].merge(rows, arguments);
      } else {
        add(i, filtered(batch, call, arguments), arguments);
      }
    }
  }

  /// Adds what {@link #state} of others gave; the batch stays the caller's. Gives the group of
  /// every row, valid until the next call.
  int[] merge(Batch batch) {
    int keyCount = layout.keys().size();
    var keys = new Column[keyCount];
    for (int i = 0; i < keyCount; i++) {
      keys[i] = batch.column(i);
    }
    find(keys, batch.rows());
    int next = keyCount;
    for (int i = 0; i < accumulators.length; i++) {
      if (travels(i)) {
        var state = new Column[layout.states().get(i).columns()];
        for (int j = 0; j < state.length; j++) {
          state[j] = batch.column(next++);
        }
        accumulators[i].merge(rows, state);
      }
    }
    return rows.groups();
  }

  /// Adds the values that states of `other` keep for `groups[i]` to the group `targets[i]`.
  void takeValues(Groups other, int[] groups, int[] targets, int count) {
    for (int i = 0; i < accumulators.length; i++) {
      if (distinct[i] == null && accumulators[i] instanceof ValueKeeper keeper) {
        keeper.take(other.accumulators[i], groups, targets, count);
      }
    }
  }

  /// Adds arguments of a DISTINCT state to the groups given, one per row.
  void mergeDistinct(int state, int[] groups, Batch arguments) {
    rows.all(arguments.rows());
    System.arraycopy(groups, 0, rows.groups(), 0, arguments.rows());
    var columns = new Column[arguments.columnCount()];
    for (int i = 0; i < columns.length; i++) {
      columns[i] = arguments.column(i);
    }
    add(state, rows, columns);
  }

  /// The partial states of every row of a batch of the node's input, as if each were a group of its
  /// own. Only while there are no groups.
  Batch eachRow(Batch batch, BufferAllocator allocator) {
    if (layout.phase().takesStates()) {
      return unmerged(batch);
    }
    int count = batch.rows();
    rows.identity(count);
    for (int i = 0; i < accumulators.length; i++) {
      var call = layout.states().get(i).call();
      var arguments = columns(batch, call.arguments());
      accumulators[i].grow(count);
      accumulators[i].add(filtered(batch, call, arguments), arguments);
    }
    rows.identity(count);
    try (var output = new ColumnList()) {
      for (int key : layout.keys()) {
        output.add(batch.column(key).share());
      }
      writeStates(rows.groups(), 0, count, allocator, output);
      return output.toBatch(count);
    } finally {
      for (var accumulator : accumulators) {
        accumulator.clear(count);
      }
    }
  }

  private Batch unmerged(Batch batch) {
    try (var output = new ColumnList()) {
      for (int key : layout.keys()) {
        output.add(batch.column(key).share());
      }
      for (var call : layout.calls()) {
        for (int state : call.arguments()) {
          output.add(batch.column(state).share());
        }
      }
      return output.toBatch(batch.rows());
    }
  }

  /// The keys and the columns of each state that is merged by them: not of those that are DISTINCT
  /// or keep their values.
  Batch state(int[] groups, int from, int to, BufferAllocator allocator) {
    try (var output = new ColumnList()) {
      writeKeys(groups, from, to, allocator, output);
      for (int i = 0; i < accumulators.length; i++) {
        if (travels(i)) {
          accumulators[i].writeState(groups, from, to, allocator, output);
        }
      }
      return output.toBatch(to - from);
    }
  }

  /// The node's output for the groups at `from` to `to` of `groups`.
  Batch output(int[] groups, int from, int to, BufferAllocator allocator) {
    try (var output = new ColumnList()) {
      writeKeys(groups, from, to, allocator, output);
      if (layout.phase().givesStates()) {
        writeStates(groups, from, to, allocator, output);
      } else {
        for (int i = 0; i < layout.calls().size(); i++) {
          int state = layout.stateOfCall().get(i);
          accumulators[state].writeResult(
              layout.calls().get(i), groups, from, to, allocator, output);
        }
      }
      return output.toBatch(to - from);
    }
  }

  /// Forgets all groups; keeps the memory. Not for DISTINCT states.
  void clear() {
    int size = size();
    for (var accumulator : accumulators) {
      accumulator.clear(size);
    }
    if (table != null) {
      table.clear();
    }
    smallDomain.clear();
    rowCount = 0;
    if (table == null) {
      grow();
    }
  }

  /// Bytes of memory held.
  long sizeInBytes() {
    long bytes = table == null ? 0 : table.sizeInBytes();
    for (int i = 0; i < accumulators.length; i++) {
      var pairs = distinct[i];
      bytes += accumulators[i].sizeInBytes() + (pairs == null ? 0 : pairs.sizeInBytes());
    }
    return bytes;
  }

  @Override
  public void close() {
    if (table != null) {
      table.close();
    }
    smallDomain.close();
    for (var accumulator : accumulators) {
      accumulator.close();
    }
    for (var pairs : distinct) {
      if (pairs != null) {
        pairs.close();
      }
    }
  }

  static Column[] columns(Batch batch, List<Integer> indices) {
    var columns = new Column[indices.size()];
    for (int i = 0; i < columns.length; i++) {
      columns[i] = batch.column(indices.get(i));
    }
    return columns;
  }

  /// Sets the groups of all rows and makes room for them in every state.
  private void find(Column[] keys, int count) {
    rowCount += count;
    if (table == null) {
      rows.allToOne(count);
      return;
    }
    rows.all(count);
    if (!smallDomain.find(keys, rows, table)) {
      table.find(keys, rows);
    }
    grow();
  }

  private boolean travels(int state) {
    return distinct[state] == null && !(accumulators[state] instanceof ValueKeeper);
  }

  private void grow() {
    for (var accumulator : accumulators) {
      accumulator.grow(size());
    }
  }

  private RowGroups filtered(Batch batch, AggregateCall call, Column[] arguments) {
    var filter = call.filter().isPresent() ? batch.column(call.filter().getAsInt()) : null;
    var required = Arrays.copyOf(arguments, Accumulators.required(call));
    boolean all = filter == null;
    for (var argument : required) {
      all &= !argument.mayHaveNulls();
    }
    if (all) {
      return rows;
    }
    kept.keep(rows, required, filter);
    return kept;
  }

  private void add(int state, RowGroups from, Column[] arguments) {
    var pairs = distinct[state];
    if (pairs == null) {
      accumulators[state].add(from, arguments);
    } else {
      pairs.add(from, arguments, added);
      accumulators[state].add(added, arguments);
    }
  }

  private void writeKeys(
      int[] groups, int from, int to, BufferAllocator allocator, ColumnList output) {
    if (table != null) {
      table.writeKeys(groups, from, to, allocator, output);
    }
  }

  /// The state columns of each call.
  private void writeStates(
      int[] groups, int from, int to, BufferAllocator allocator, ColumnList output) {
    for (int state : layout.stateOfCall()) {
      accumulators[state].writeState(groups, from, to, allocator, output);
    }
  }
}
