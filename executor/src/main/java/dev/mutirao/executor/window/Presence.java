package dev.mutirao.executor.window;

import dev.mutirao.executor.store.ChunkedColumn;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Which positions of a part count, and how many do before each.
sealed interface Presence {
  /// Positions before `position` that count.
  int before(int position);

  /// The position that counts with `number` others before it.
  int position(int number);

  /// Whether the position counts.
  default boolean at(int position) {
    return before(position) != before(position + 1);
  }

  /// Every position counts.
  static Presence everywhere() {
    return new Everywhere();
  }

  /// Positions count where none of the columns is NULL and `filter` is true.
  static Presence of(
      OrderedRows rows,
      List<ChunkedColumn> columns,
      @Nullable ChunkedColumn filter,
      PartMemory memory) {
    var nullable =
        columns.stream().filter(ChunkedColumn::mayHaveNulls).toArray(ChunkedColumn[]::new);
    if (nullable.length == 0 && filter == null) {
      return new Everywhere();
    }
    int count = rows.count();
    var before = memory.ints(count + 1);
    var positions = memory.ints(count);
    int present = 0;
    for (int position = 0; position < count; position++) {
      before.set(position, present);
      int id = rows.id(position);
      boolean counts = filter == null || !filter.isNull(id) && filter.bit(id);
      for (var column : nullable) {
        counts &= !column.isNull(id);
      }
      if (counts) {
        positions.set(present++, position);
      }
    }
    before.set(count, present);
    return new Somewhere(before, positions);
  }

  /// Takes no memory.
  record Everywhere() implements Presence {
    @Override
    public int before(int position) {
      return position;
    }

    @Override
    public int position(int number) {
      return number;
    }
  }

  /// Counted once.
  record Somewhere(IntVector counts, IntVector positions) implements Presence {
    @Override
    public int before(int position) {
      return counts.get(position);
    }

    @Override
    public int position(int number) {
      return positions.get(number);
    }
  }
}
