package dev.mutirao.server.random;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/// Makes the tables of a seed.
final class TableMaker {
  private static final List<Integer> SIZES =
      List.of(12, 40, 3, 150, 0, 1, 2, 400, 25, 1500, 60, 5000);

  /// How the values of a column are spread.
  private enum Spread {
    FEW,
    MANY,
    EXTREME,
    SKEWED,
    POOL
  }

  private final Random random;

  private TableMaker(long seed) {
    this.random = new Random(seed);
  }

  /// From one to four tables.
  static List<Table> tables(long seed) {
    var maker = new TableMaker(seed * 0x9E3779B97F4A7C15L + 1);
    var tables = new ArrayList<Table>();
    int count = 1 + maker.random.nextInt(4);
    for (int i = 0; i < count; i++) {
      tables.add(maker.table("t" + i));
    }
    return tables;
  }

  private Table table(String name) {
    int size = SIZES.get(random.nextInt(SIZES.size()));
    var columns = new ArrayList<Table.Column>();
    var values = new ArrayList<List<@Nullable Object>>();
    columns.add(new Table.Column("id", Expression.number(Kind.INTEGER, 10_000, Sql.of("id"))));
    values.add(ids(size));
    add("k", Kind.INTEGER, Spread.FEW, size, columns, values);
    add("s", Kind.VARCHAR, Spread.FEW, size, columns, values);
    int more = 1 + random.nextInt(6);
    for (int i = 0; i < more; i++) {
      var kind = Kind.ALL.get(random.nextInt(Kind.ALL.size()));
      var spread = Spread.values()[random.nextInt(Spread.values().length)];
      add("c" + i, kind, spread, size, columns, values);
    }
    var rows = new ArrayList<List<@Nullable Object>>();
    for (int row = 0; row < size; row++) {
      var cells = new ArrayList<@Nullable Object>();
      for (var column : values) {
        cells.add(column.get(row));
      }
      rows.add(Collections.unmodifiableList(cells));
    }
    return new Table(name, columns, rows, 1 + random.nextInt(3), random.nextInt(5) == 0);
  }

  private List<@Nullable Object> ids(int size) {
    var ids = new ArrayList<@Nullable Object>();
    int start = random.nextInt(20) - 5;
    for (int row = 0; row < size; row++) {
      ids.add(start + row);
    }
    if (random.nextBoolean()) {
      Collections.shuffle(ids, random);
    }
    return ids;
  }

  private void add(
      String name,
      Kind kind,
      Spread spread,
      int size,
      List<Table.Column> columns,
      List<List<@Nullable Object>> values) {
    int scale = kind == Kind.DECIMAL ? random.nextInt(5) : 0;
    int digits =
        kind == Kind.DECIMAL ? scale + 3 + random.nextInt(random.nextInt(4) == 0 ? 20 : 8) : 0;
    int nullPercent = List.of(0, 0, 10, 10, 50, 100).get(random.nextInt(6));
    double bound = 0;
    var cells = new ArrayList<@Nullable Object>();
    for (int row = 0; row < size; row++) {
      Object value = random.nextInt(100) < nullPercent ? null : value(kind, spread, digits, scale);
      cells.add(value);
      if (value instanceof Number number && kind != Kind.WILD) {
        bound = Math.max(bound, Math.abs(number.doubleValue()));
      }
    }
    columns.add(
        new Table.Column(
            name, new Expression(kind, bound, digits, scale, Sql.of(name), false, false)));
    values.add(cells);
  }

  private Object value(Kind kind, Spread spread, int digits, int scale) {
    return switch (spread) {
      case FEW -> Pools.value(kind, random.nextInt(4), scale);
      case SKEWED -> Pools.value(kind, random.nextInt(10) == 0 ? random.nextInt(40) : 0, scale);
      case POOL -> Pools.value(kind, random.nextInt(40), scale);
      case EXTREME -> extreme(kind, digits, scale);
      case MANY -> many(kind, scale);
    };
  }

  private Object extreme(Kind kind, int digits, int scale) {
    int which = random.nextInt(4);
    if (which > 1) {
      return Pools.value(kind, random.nextInt(12), scale);
    }
    if (kind == Kind.DECIMAL) {
      var most =
          BigDecimal.TEN.pow(digits).subtract(BigDecimal.ONE).movePointLeft(scale).setScale(scale);
      return which == 0 ? most : most.negate();
    }
    return Pools.extreme(kind, which == 0);
  }

  private Object many(Kind kind, int scale) {
    int number = random.nextInt(2000) - 1000;
    return switch (kind) {
      case INTEGER -> number;
      case BIGINT -> number * 1_000_003L;
      case SMALLINT -> (short) number;
      case TINYINT -> (byte) (number % 100);
      case REAL -> number * 0.125f;
      case DOUBLE -> number * 0.125;
      case WILD -> number / 7.0;
      case DECIMAL -> BigDecimal.valueOf(number % 1000, scale);
      case VARCHAR -> "v" + number;
      case DATE -> java.time.LocalDate.of(2024, 1, 1).plusDays(number);
      case TIMESTAMP ->
          java.time.LocalDate.of(2024, 1, 1).atStartOfDay().plusMinutes(number * 1237L);
      case TIME -> java.time.LocalTime.ofSecondOfDay((number + 1000) * 40L);
      case BOOLEAN -> number % 2 == 0;
    };
  }
}
