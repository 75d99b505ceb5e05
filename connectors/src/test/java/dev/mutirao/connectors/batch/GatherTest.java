package dev.mutirao.connectors.batch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mutirao.connectors.type.Binary;
import dev.mutirao.connectors.type.Literal;
import dev.mutirao.connectors.type.Type;
import dev.mutirao.connectors.type.Type.Decimal;
import dev.mutirao.connectors.type.Type.Simple;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class GatherTest {
  private static final List<Type> TYPES =
      List.of(
          Simple.BOOLEAN,
          Simple.TINYINT,
          Simple.SMALLINT,
          Simple.INTEGER,
          Simple.BIGINT,
          Simple.REAL,
          Simple.DOUBLE,
          Simple.VARCHAR,
          Simple.VARBINARY,
          new Decimal(10, 2),
          new Decimal(38, 5));

  private final BufferAllocator allocator = new RootAllocator();
  private final Random random = new Random(5);

  @AfterEach
  void everythingIsReleased() {
    allocator.close();
  }

  @Test
  void rowsComeInAnyOrderAndEncoding() {
    for (var type : TYPES) {
      for (int nulls : new int[] {0, 3}) {
        var values = values(type, 70, nulls);
        var rows = random.ints(130, 0, 70).toArray();
        var expected = IntStream.of(rows).mapToObj(values::get).toList();
        for (var column : List.of(Cells.column(type, values, allocator), encoded(type, values))) {
          try (column;
              var gathered = Gather.rows(column, rows, rows.length, allocator)) {
            assertEquals(column.isDictionary(), gathered.isDictionary());
            assertEquals(expected, literals(gathered), type.sql());
          }
        }
      }
    }
  }

  @Test
  void minusOneIsNull() {
    for (var type : TYPES) {
      var values = values(type, 5, 2);
      var rows = new int[] {4, -1, 0, -1, -1, 2};
      var expected =
          IntStream.of(rows)
              .mapToObj(row -> row < 0 ? Literal.ofNull(type) : values.get(row))
              .toList();
      for (var column : List.of(Cells.column(type, values, allocator), encoded(type, values))) {
        try (column;
            var gathered = Gather.rowsOrNull(column, rows, rows.length, allocator)) {
          assertEquals(expected, literals(gathered), type.sql());
        }
      }
    }
  }

  @Test
  void rowsThatFollowEachOtherComeInTheirOrder() {
    var rows = new int[] {-1, 0, 1, 2, 7, 8, 3, 4, 5, -1, -1, 0, 9, 9, 8, 7, 6, 7};
    for (int nulls : new int[] {0, 3}) {
      var values = values(Simple.VARCHAR, 10, nulls);
      var expected =
          IntStream.of(rows)
              .mapToObj(row -> row < 0 ? Literal.ofNull(Simple.VARCHAR) : values.get(row))
              .toList();
      try (var column = Cells.column(Simple.VARCHAR, values, allocator);
          var gathered = Gather.rowsOrNull(column, rows, rows.length, allocator);
          var slice = Concat.slice(column, 2, 7, allocator)) {
        assertEquals(expected, literals(gathered));
        assertEquals(values.subList(2, 9), literals(slice));
      }
    }
  }

  @Test
  void anEmptyColumnGivesNullsOnly() {
    try (var column = Cells.column(Simple.VARCHAR, List.of(), allocator);
        var gathered = Gather.rowsOrNull(column, new int[] {-1, -1}, 2, allocator)) {
      assertTrue(gathered.isNull(0) && gathered.isNull(1));
    }
  }

  @Test
  void noRowsAreAnEmptyColumn() {
    for (var type : TYPES) {
      try (var column = Cells.column(type, values(type, 3, 0), allocator);
          var gathered = Gather.rows(column, new int[0], 0, allocator)) {
        assertEquals(0, gathered.rows());
      }
    }
  }

  @Test
  void flatColumnsHaveTheValuesOfEncodedOnes() {
    for (var type : TYPES) {
      var values = values(type, 40, 3);
      try (var column = encoded(type, values);
          var flat = Gather.flat(column, allocator)) {
        assertFalse(flat.isDictionary());
        assertEquals(values, literals(flat), type.sql());
      }
    }
  }

  @Test
  void batchesKeepTheirColumnsInStep() {
    try (var batch =
            new Batch(
                2,
                Cells.column(Simple.BIGINT, List.of(Literal.of(1), Literal.of(2)), allocator),
                Cells.column(
                    Simple.VARCHAR, List.of(Literal.of("a"), Literal.of("b")), allocator));
        var gathered = Gather.rows(batch, new int[] {1}, 1, allocator)) {
      assertEquals(List.of(Literal.of(2), Literal.of("b")), Cells.row(gathered, 0));
    }
  }

  @Test
  void concatenatedColumnsFollowEachOther() {
    for (var type : TYPES) {
      for (int nulls : new int[] {0, 2}) {
        var parts =
            List.of(
                values(type, 13, nulls),
                values(type, 0, 0),
                values(type, 70, 0),
                values(type, 9, nulls));
        var columns = new ArrayList<Column>();
        for (var part : parts) {
          columns.add(
              columns.size() == 2 ? encoded(type, part) : Cells.column(type, part, allocator));
        }
        try (var joined = Concat.columns(columns, allocator)) {
          assertEquals(parts.stream().flatMap(List::stream).toList(), literals(joined), type.sql());
        }
        columns.forEach(Column::close);
      }
    }
  }

  @Test
  void columnsOfOneDictionaryKeepIt() {
    var values = values(Simple.VARCHAR, 20, 4);
    try (var column = encoded(Simple.VARCHAR, values);
        var head = Concat.slice(column, 0, 5, allocator);
        var tail = Concat.slice(column, 5, 15, allocator);
        var joined = Concat.columns(List.of(head, tail), allocator)) {
      assertTrue(joined.isDictionary());
      assertEquals(values, literals(joined));
    }
  }

  @Test
  void scatteredRowsAreWhereTheirPlacesSay() {
    for (var type : TYPES) {
      for (int nulls : new int[] {0, 1, 2}) {
        var parts = List.of(values(type, 70, nulls), values(type, 0, 0), values(type, 139, nulls));
        var places = new ArrayList<>(IntStream.range(0, 209).boxed().toList());
        java.util.Collections.shuffle(places, random);
        var expected = new Literal[209];
        int done = 0;
        for (var value : parts.stream().flatMap(List::stream).toList()) {
          expected[places.get(done++)] = value;
        }
        for (int encoded = 0; encoded < 4; encoded++) {
          var columns = new ArrayList<Column>();
          for (var part : parts) {
            columns.add(
                (encoded >>> columns.size() % 2 & 1) != 0
                    ? encoded(type, part)
                    : Cells.column(type, part, allocator));
          }
          var order = places.stream().mapToInt(Integer::intValue).toArray();
          try (var scattered = Scatter.rows(columns, order, order.length, allocator)) {
            assertFalse(scattered.isDictionary());
            assertEquals(List.of(expected), literals(scattered), type.sql());
          }
          columns.forEach(Column::close);
        }
      }
    }
  }

  @Test
  void constantsAreTheSameOnEveryRow() {
    for (var type : TYPES) {
      for (var value : List.of(value(type), Literal.ofNull(type))) {
        try (var column = ConstantColumn.of(value, 9, allocator)) {
          assertEquals(java.util.Collections.nCopies(9, value), literals(column), type.sql());
        }
      }
    }
  }

  private List<Literal> literals(Column column) {
    return IntStream.range(0, column.rows()).mapToObj(row -> Cells.literal(column, row)).toList();
  }

  private Column encoded(Type type, List<Literal> values) {
    var entries = new ArrayList<Literal>();
    var indices = allocator.buffer(4L * values.size());
    var validity = Memory.allValid(allocator, values.size());
    for (int row = 0; row < values.size(); row++) {
      if (values.get(row).isNull()) {
        validity.setByte(row >>> 3, validity.getByte(row >>> 3) & ~(1 << (row & 7)));
      }
      var entry = values.get(row).isNull() ? value(type) : values.get(row);
      if (!entries.contains(entry)) {
        entries.add(entry);
      }
      indices.setInt(4L * row, entries.indexOf(entry));
    }
    return Column.dictionary(
        values.size(), validity, indices, Cells.column(type, entries, allocator));
  }

  /// Every `nulls`th value is NULL.
  private List<Literal> values(Type type, int count, int nulls) {
    var values = new ArrayList<Literal>();
    for (int i = 0; i < count; i++) {
      values.add(nulls > 0 && i % nulls == 0 ? Literal.ofNull(type) : value(type));
    }
    return values;
  }

  private Literal value(Type type) {
    int number = random.nextInt(100) - 50;
    return new Literal(
        type,
        switch (type.layout()) {
          case BIT -> random.nextBoolean();
          case INT8, INT16, INT32, INT64 -> (long) number;
          case FLOAT32, FLOAT64 -> number / 4.0;
          case INT128 -> BigInteger.valueOf(number).shiftLeft(70).add(BigInteger.valueOf(number));
          case BYTES -> {
            var text = "é".repeat(random.nextInt(30)) + number;
            yield type == Simple.VARBINARY
                ? new Binary(text.getBytes(java.nio.charset.StandardCharsets.UTF_8))
                : text;
          }
        });
  }
}
