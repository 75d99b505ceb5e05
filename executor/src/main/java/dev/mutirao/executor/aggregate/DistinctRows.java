package dev.mutirao.executor.aggregate;

import dev.mutirao.connectors.batch.Column;
import dev.mutirao.connectors.type.Type;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;

/// The set of all pairs of a group and the arguments of a DISTINCT aggregate in it.
final class DistinctRows implements AutoCloseable {
  private final FixedKeys groupNumbers;
  private final KeyColumn[] arguments;
  private final ManyKeysTable pairs;
  private final RowGroups lookup = new RowGroups();

  DistinctRows(List<Type> types, long hashMask, BufferAllocator state) {
    groupNumbers = new FixedKeys(Type.Simple.INTEGER, state);
    arguments =
        types.stream().map(type -> ManyKeysTable.keyColumn(type, state)).toArray(KeyColumn[]::new);
    var keys = new KeyColumn[1 + arguments.length];
    keys[0] = groupNumbers;
    System.arraycopy(arguments, 0, keys, 1, arguments.length);
    pairs = new ManyKeysTable(keys, hashMask, state);
  }

  /// Leaves in `added` the rows whose arguments are new in their group.
  void add(RowGroups rows, Column[] columns, RowGroups added) {
    groupNumbers.bind(rows.groups(), rows.count());
    for (int i = 0; i < arguments.length; i++) {
      arguments[i].bind(columns[i], rows);
    }
    lookup.all(rows.count());
    pairs.findBound(lookup.groups(), rows.count());
    added.pick(rows, pairs.made(), pairs.madeCount());
  }

  /// Number of pairs.
  int size() {
    return pairs.size();
  }

  /// The group of a pair.
  int group(int pair) {
    return (int) groupNumbers.code(pair);
  }

  /// Appends the arguments of the pairs at `from` to `to` of `numbers`. May run on many threads at
  /// once.
  void writeArguments(
      int[] numbers, int from, int to, BufferAllocator allocator, ColumnList output) {
    for (var argument : arguments) {
      argument.write(numbers, from, to, allocator, output);
    }
  }

  long sizeInBytes() {
    return pairs.sizeInBytes();
  }

  @Override
  public void close() {
    pairs.close();
  }
}
