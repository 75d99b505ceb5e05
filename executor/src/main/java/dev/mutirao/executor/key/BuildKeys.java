package dev.mutirao.executor.key;

import dev.mutirao.connectors.batch.Cells;
import dev.mutirao.connectors.type.Literal;
import dev.mutirao.connectors.type.Type;
import dev.mutirao.executor.store.RowStore;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.arrow.memory.BufferAllocator;
import org.jspecify.annotations.Nullable;

/// What a join tells the scans of its left side of a key column of its right side. Known once all
/// rows of the right side are there; scans that ask begin after that. Written by one thread before
/// others read.
public final class BuildKeys implements AutoCloseable {
  /// Rows among which it is looked for few values.
  private static final int FEW_ROWS = 1024;

  /// Values that statistics are asked for one by one.
  private static final int FEW_VALUES = 32;

  private @Nullable KeySet set;
  private @Nullable KeyRange range;
  private List<Literal> few = List.of();

  /// Takes in the rows of the right side, which are complete.
  ///
  /// @param column the key
  /// @param state where a set takes its memory
  public void complete(RowStore store, int column, BufferAllocator state) {
    boolean integers = IntegerKeys.fits(store.schema().type(column).layout());
    range = KeyRange.of(store, column);
    if (store.rows() == 0 || integers && range == null) {
      set = new NoKeys();
    } else if (range != null && KeyBitmap.suits(range, store.rows())) {
      set = KeyBitmap.of(store, column, range, state);
    } else if (KeyBloom.suits(store.rows())) {
      set = KeyBloom.of(store, column, state);
    }
    few = few(store, column);
  }

  /// The distinct values when they are few, else none.
  private static List<Literal> few(RowStore store, int column) {
    if (store.rows() > FEW_ROWS) {
      return List.of();
    }
    Set<Literal> distinct = new HashSet<>();
    for (int chunk = 0; chunk < store.chunks(); chunk++) {
      var values = store.chunk(chunk).column(column);
      for (int row = 0; row < values.rows(); row++) {
        if (!values.isNull(row)) {
          distinct.add(Cells.literal(values, row));
        }
      }
    }
    return distinct.size() <= FEW_VALUES ? List.copyOf(distinct) : List.of();
  }

  /// The set; null when there are too many values for one.
  @Nullable KeySet set() {
    return set;
  }

  /// The range of integers; null for others, and when there is no value.
  @Nullable KeyRange range() {
    return range;
  }

  /// All values as literals of type `type`, where they are few, without those that the type has
  /// not.
  List<Literal> few(Type type) {
    return few.stream()
        .filter(
            literal -> !(literal.value() instanceof Long number) || IntegerKeys.holds(type, number))
        .map(literal -> new Literal(type, literal.value()))
        .toList();
  }

  /// Whether {@link #few} has all values.
  boolean isFew() {
    return !few.isEmpty();
  }

  @Override
  public void close() {
    if (set != null) {
      set.close();
      set = null;
    }
  }
}
