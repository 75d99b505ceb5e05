package dev.mutirao.connectors.batch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mutirao.connectors.source.ColumnValues;
import dev.mutirao.connectors.type.Binary;
import dev.mutirao.connectors.type.Literal;
import dev.mutirao.connectors.type.Type;
import dev.mutirao.connectors.type.Type.Simple;
import java.math.BigInteger;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ConstantColumnTest {
  static Literal[] literals() {
    return new Literal[] {
      Literal.of(true),
      Literal.of(false),
      new Literal(Simple.TINYINT, -1L),
      new Literal(Simple.SMALLINT, -300L),
      new Literal(Simple.DATE, 20000L),
      Literal.of(Long.MIN_VALUE),
      new Literal(Simple.REAL, 0.5),
      Literal.of(Math.PI),
      new Literal(new Type.Decimal(38, 2), BigInteger.TEN.pow(37).negate()),
      Literal.of("São Paulo"),
      Literal.of(""),
      new Literal(Simple.VARBINARY, new Binary(new byte[] {1, 2}))
    };
  }

  @ParameterizedTest
  @MethodSource("literals")
  void everyRowHasTheValue(Literal literal) {
    try (var allocator = new RootAllocator();
        var column = ConstantColumn.of(literal, 70, allocator)) {
      assertEquals(70, column.rows());
      for (int row : new int[] {0, 1, 69}) {
        assertEquals(literal.value(), ColumnValues.at(column, row));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("literals")
  void everyRowOfNullIsNull(Literal literal) {
    try (BufferAllocator allocator = new RootAllocator();
        var column = ConstantColumn.of(Literal.ofNull(literal.type()), 70, allocator)) {
      assertTrue(column.isNull(0));
      assertTrue(column.isNull(69));
    }
  }
}
