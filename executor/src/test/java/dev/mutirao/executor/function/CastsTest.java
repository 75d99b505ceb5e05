package dev.mutirao.executor.function;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mutirao.connectors.batch.Batch;
import dev.mutirao.connectors.batch.Cells;
import dev.mutirao.connectors.error.ErrorCode;
import dev.mutirao.connectors.error.MutiraoException;
import dev.mutirao.connectors.type.Literal;
import dev.mutirao.connectors.type.Schema;
import dev.mutirao.connectors.type.Type;
import dev.mutirao.connectors.type.Type.Decimal;
import dev.mutirao.connectors.type.Type.Simple;
import dev.mutirao.executor.expression.ExpressionCompiler;
import dev.mutirao.executor.plan.Expression;
import dev.mutirao.executor.plan.Expression.Cast;
import dev.mutirao.executor.plan.Expression.Constant;
import dev.mutirao.executor.testing.RandomValues;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.apache.arrow.memory.RootAllocator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CastsTest {
  private static final ZoneId SAO_PAULO = ZoneId.of("America/Sao_Paulo");

  private final ExpressionCompiler compiler = new ExpressionCompiler(FunctionRegistry.builtIn());

  /// Text is cast to a type, that to another, and printed; `error` when the last cast fails, and
  /// NULL under TRY_CAST.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          2.5                    | DOUBLE        | BIGINT        | 2
          3.5                    | DOUBLE        | BIGINT        | 4
          -2.5                   | DOUBLE        | INTEGER       | -2
          NaN                    | DOUBLE        | BIGINT        | error
          9223372036854775807    | DOUBLE        | BIGINT        | error
          -9223372036854775808   | DOUBLE        | BIGINT        | -9223372036854775808
          127.4                  | DOUBLE        | TINYINT       | 127
          127.5                  | DOUBLE        | TINYINT       | error
          1e39                   | DOUBLE        | REAL          | error
          0.1                    | REAL          | DOUBLE        | 0.10000000149011612
          0.1                    | DOUBLE        | DECIMAL(38,30) | 0.100000000000000000000000000000
          1e40                   | DOUBLE        | DECIMAL(38,0) | error
          Infinity               | DOUBLE        | DECIMAL(10,2) | error
          300                    | INTEGER       | TINYINT       | error
          300                    | INTEGER       | SMALLINT      | 300
          2147483648             | BIGINT        | INTEGER       | error
          -5                     | TINYINT       | BIGINT        | -5
          12                     | INTEGER       | DECIMAL(4,2)  | 12.00
          120                    | INTEGER       | DECIMAL(4,2)  | error
          12                     | BIGINT        | DECIMAL(30,10) | 12.0000000000
          2.5                    | DECIMAL(4,1)  | BIGINT        | 3
          -2.5                   | DECIMAL(4,1)  | BIGINT        | -3
          2.345                  | DECIMAL(9,3)  | DECIMAL(9,2)  | 2.35
          -2.345                 | DECIMAL(9,3)  | DECIMAL(9,2)  | -2.35
          99.95                  | DECIMAL(4,2)  | DECIMAL(3,1)  | error
          2.5                    | DECIMAL(30,1) | DECIMAL(10,0) | 3
          1.25                   | DECIMAL(9,2)  | DECIMAL(38,20) | 1.25000000000000000000
          12345678901234567890.5 | DECIMAL(30,1) | BIGINT        | error
          0.1                    | DECIMAL(9,2)  | DOUBLE        | 0.1
          123456789012345678.9   | DECIMAL(38,1) | DOUBLE        | 1.2345678901234568e+17
          true                   | BOOLEAN       | INTEGER       | 1
          0                      | INTEGER       | BOOLEAN       | false
          -7                     | BIGINT        | BOOLEAN       | true
          2024-02-29             | DATE          | TIMESTAMP     | 2024-02-29 00:00:00
          2024-02-29 23:59:59.5  | TIMESTAMP     | DATE          | 2024-02-29
          1969-12-31 23:59:59.5  | TIMESTAMP     | DATE          | 1969-12-31
          2024-02-29 23:59:59.5  | TIMESTAMP     | TIME          | 23:59:59.5
          2024-02-29 12:00:00    | TIMESTAMP     | INSTANT       | 2024-02-29 12:00:00-03
          2024-02-29 12:00:00Z   | INSTANT       | TIMESTAMP     | 2024-02-29 09:00:00
          2024-02-29 01:00:00Z   | INSTANT       | DATE          | 2024-02-28
          2024-02-29             | DATE          | INSTANT       | 2024-02-29 00:00:00-03
          12:30:00               | TIME          | INTERVAL_MICROS | 12:30:00
          """)
  void castsBetweenTypes(String text, String from, String to, String expected) {
    var value = cast(new Constant(Literal.of(text)), type(from));
    if (expected.equals("error")) {
      var error = assertThrows(MutiraoException.class, () -> print(cast(value, type(to))));
      assertEquals(ErrorCode.NUMERIC_OVERFLOW, error.code());
      assertEquals("NULL", print(new Cast(value, type(to), true, 0, "UTC")));
    } else {
      assertEquals(expected, print(cast(value, type(to))));
      assertEquals(expected, print(new Cast(value, type(to), true, 0, "America/Sao_Paulo")));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          BIGINT         | " -12 "                | -12
          BIGINT         | +7                     | 7
          BIGINT         | -9223372036854775808   | -9223372036854775808
          BIGINT         | 9223372036854775808    | error
          BIGINT         | 1.5                    | error
          BIGINT         | ""                     | error
          BIGINT         | -                      | error
          TINYINT        | 128                    | error
          DOUBLE         | 1e-5                   | 1e-05
          DOUBLE         | 0.0001                 | 0.0001
          DOUBLE         | 1e15                   | 1e+15
          DOUBLE         | 123456789012345        | 123456789012345
          DOUBLE         | 4.9e-324               | 5e-324
          DOUBLE         | -0                     | -0
          DOUBLE         | inf                    | Infinity
          DOUBLE         | -Infinity              | -Infinity
          DOUBLE         | nan                    | NaN
          DOUBLE         | 1d                     | error
          DOUBLE         | 0x10                   | error
          DOUBLE         | .5                     | 0.5
          DOUBLE         | 5.                     | 5
          DOUBLE         | 1e                     | error
          REAL           | 1e6                    | 1e+06
          REAL           | 16777217               | 1.6777216e+07
          REAL           | 0.1                    | 0.1
          DECIMAL(5,2)   | 1.005                  | 1.01
          DECIMAL(5,2)   | -999.994               | -999.99
          DECIMAL(5,2)   | 999.995                | error
          DECIMAL(5,2)   | 1e999999               | error
          DECIMAL(5,2)   | 1e-999999              | 0.00
          DECIMAL(38,0)  | 99999999999999999999999999999999999999 | 99999999999999999999999999999999999999
          BOOLEAN        | T                      | true
          BOOLEAN        | no                     | false
          BOOLEAN        | on                     | true
          BOOLEAN        | maybe                  | error
          DATE           | 2024-2-9               | 2024-02-09
          DATE           | 2023-02-29             | error
          DATE           | 2024-13-01             | error
          DATE           | 0044-03-15 BC          | 0044-03-15 BC
          DATE           | 12024-01-01            | 12024-01-01
          TIMESTAMP      | 2024-02-29T23:59:59.123456 | 2024-02-29 23:59:59.123456
          TIMESTAMP      | 2024-02-29             | 2024-02-29 00:00:00
          TIMESTAMP      | 2024-02-29 24:00:01    | error
          TIMESTAMP      | 1950-01-01 00:00:00.1  | 1950-01-01 00:00:00.1
          TIMESTAMP      | 2024-02-29 10:00:00+05 | 2024-02-29 10:00:00
          INSTANT        | 2024-02-29 10:00:00+05:30 | 2024-02-29 01:30:00-03
          INSTANT        | 2024-02-29 10:00:00    | 2024-02-29 10:00:00-03
          TIME           | 7:05                   | 07:05:00
          TIME           | 25:00                  | error
          VARBINARY      | \\x00ff                | \\x00ff
          VARBINARY      | \\x0g                  | error
          VARBINARY      | ab                     | \\x6162
          INTERVAL_MONTHS | 1 year 2 mons         | 1 year 2 mons
          INTERVAL_MONTHS | -14 months            | -1 years -2 mons
          INTERVAL_MICROS | 3 days 04:05:06.5     | 3 days 04:05:06.5
          INTERVAL_MICROS | -90 minutes           | -01:30:00
          INTERVAL_MICROS | 0 days                | 00:00:00
          INTERVAL_MICROS | 1 parsec              | error
          """)
  void textIsReadAndSpelledAsPostgresqlDoes(String type, String text, String expected) {
    var constant = new Constant(Literal.of(text));
    if (expected.equals("error")) {
      var error = assertThrows(MutiraoException.class, () -> print(cast(constant, type(type))));
      assertEquals(ErrorCode.INVALID_CAST, error.code());
      assertTrue(error.getMessage().contains("'" + text + "'"), error.getMessage());
      assertEquals("NULL", print(new Cast(constant, type(type), true, 0, "UTC")));
    } else {
      assertEquals(expected, print(cast(constant, type(type))));
    }
  }

  @Test
  void everyValueReadsBackFromItsText() {
    var random = new Random(11);
    var types = new java.util.ArrayList<Type>(List.of(Simple.values()));
    types.addAll(List.of(new Decimal(12, 3), new Decimal(38, 10)));
    types.remove(Simple.NULL);
    for (var type : types) {
      for (int i = 0; i < 50; i++) {
        var value = RandomValues.value(type, random);
        var text = cast(new Constant(value), Simple.VARCHAR);
        assertEquals(
            TextFormat.of(value, SAO_PAULO),
            print(cast(text, type)),
            () -> type.sql() + " " + value);
      }
    }
  }

  @Test
  void varcharIsCutInCodePoints() {
    var cut = new Cast(new Constant(Literal.of("ação😀x")), Simple.VARCHAR, false, 5, "UTC");
    assertEquals("ação😀", print(cut));
    var number = new Cast(new Constant(Literal.of(12345)), Simple.VARCHAR, false, 2, "UTC");
    assertEquals("12", print(number));
  }

  @Test
  void typesWithoutACastAreRefused() {
    assertTrue(Casts.exists(Simple.VARCHAR, Simple.DATE));
    assertTrue(!Casts.exists(Simple.DATE, Simple.BIGINT));
    var error =
        assertThrows(
            MutiraoException.class,
            () -> print(cast(new Constant(new Literal(Simple.DATE, 1L)), Simple.BIGINT)));
    assertEquals(ErrorCode.TYPE_MISMATCH, error.code());
  }

  private static Cast cast(Expression operand, Type type) {
    return new Cast(operand, type, false, 0, "America/Sao_Paulo");
  }

  private static Type type(String name) {
    if (name.startsWith("DECIMAL")) {
      var parameters = name.substring(8, name.length() - 1).split(",", -1);
      return new Decimal(Integer.parseInt(parameters[0]), Integer.parseInt(parameters[1]));
    }
    return Arrays.stream(Simple.values())
        .filter(type -> type.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private String print(Expression expression) {
    try (var allocator = new RootAllocator();
        var batch = new Batch(1, List.of());
        var column = compiler.compile(expression, Schema.EMPTY).evaluate(batch, allocator)) {
      var value = Cells.literal(column, 0);
      return value.isNull() ? "NULL" : TextFormat.of(value, SAO_PAULO);
    }
  }
}
