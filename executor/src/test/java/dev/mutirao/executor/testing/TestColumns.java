package dev.mutirao.executor.testing;

import dev.mutirao.connectors.batch.Cells;
import dev.mutirao.connectors.batch.Column;
import dev.mutirao.connectors.batch.Memory;
import dev.mutirao.connectors.type.Literal;
import dev.mutirao.connectors.type.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;

/// Columns for tests, from Java values as {@link Literal} holds them (null is NULL).
public final class TestColumns {
  private TestColumns() {}

  public static Column flat(BufferAllocator allocator, Type type, Object... values) {
    return Cells.column(type, literals(type, values), allocator);
  }

  /// The same values dictionary encoded: each value that differs once, in order of appearance, and
  /// a spare entry.
  public static Column encoded(BufferAllocator allocator, Type type, Object... values) {
    return encoded(allocator, type, literals(type, values));
  }

  public static Column encoded(BufferAllocator allocator, Type type, List<Literal> values) {
    var entries = new ArrayList<Literal>();
    var indices = allocator.buffer(4L * values.size());
    ArrowBuf validity =
        values.stream().anyMatch(Literal::isNull)
            ? Memory.allValid(allocator, values.size())
            : null;
    for (int row = 0; row < values.size(); row++) {
      var value = values.get(row);
      if (value.isNull()) {
        byte old = validity.getByte(row >>> 3);
        validity.setByte(row >>> 3, old & ~(1 << (row & 7)));
        indices.setInt(4L * row, 0);
      } else {
        if (!entries.contains(value)) {
          entries.add(value);
        }
        indices.setInt(4L * row, entries.indexOf(value));
      }
    }
    entries.add(RandomValues.value(type, new Random(7)));
    return Column.dictionary(
        values.size(), validity, indices, Cells.column(type, entries, allocator));
  }

  public static List<Literal> literals(Column column) {
    var literals = new ArrayList<Literal>();
    for (int row = 0; row < column.rows(); row++) {
      literals.add(Cells.literal(column, row));
    }
    return literals;
  }

  private static List<Literal> literals(Type type, Object... values) {
    return Arrays.stream(values).map(value -> new Literal(type, value)).toList();
  }
}
