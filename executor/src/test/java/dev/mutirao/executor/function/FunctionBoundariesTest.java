package dev.mutirao.executor.function;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mutirao.connectors.batch.Batch;
import dev.mutirao.connectors.batch.Cells;
import dev.mutirao.connectors.type.Schema;
import dev.mutirao.executor.expression.ExpressionCompiler;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Stream;
import org.apache.arrow.memory.RootAllocator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// The examples themselves are run as SQL by the server's tests.
class FunctionBoundariesTest {
  private final ExpressionCompiler compiler = new ExpressionCompiler(FunctionRegistry.builtIn());

  static Stream<FunctionDescription> functions() {
    return FunctionRegistry.builtIn().functions().stream();
  }

  @ParameterizedTest
  @MethodSource("functions")
  void everyFunctionIsDescribed(FunctionDescription function) {
    assertTrue(function.description().endsWith("."), function.name());
    assertFalse(function.example().isEmpty(), function.name());
    assertFalse(function.signatures().isEmpty(), function.name());
    assertEquals(function.name().toLowerCase(java.util.Locale.ROOT), function.name());
  }

  @Test
  void namesAndAliasesAreUnique() {
    var names =
        functions()
            .flatMap(
                function -> Stream.concat(Stream.of(function.name()), function.aliases().stream()))
            .toList();
    assertEquals(names.size(), names.stream().distinct().count(), names.toString());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          substring('mutirão', 0, 3)            | mu
          substring('mutirão', -2, 4)           | m
          substring('mutirão', 20)              | ""
          substring('mutirão', 5)               | rão
          substring('😀ab', 2, 1)               | a
          substring('abc', 1, 0)                | ""
          left('mutirão', -2)                   | mutir
          right('mutirão', -5)                  | ão
          right('ab', 5)                        | ab
          position('' IN 'abc')                 | 1
          position('z' IN 'abc')                | 0
          position('rã' IN 'mutirão')           | 5
          upper('')                             | ""
          upper('straße')                       | STRASSE
          length('')                            | 0
          length('😀')                          | 1
          octet_length('😀')                    | 4
          lpad('abc', 2, 'x')                   | ab
          lpad('a', 4, 'çx')                    | çxça
          lpad('a', 3, '')                      | a
          lpad('a', 3)                          | "  a"
          rpad('a', -1, 'x')                    | ""
          repeat('ab', 0)                       | ""
          repeat('ab', -3)                      | ""
          replace('aaa', '', 'x')               | aaa
          replace('aaa', 'a', '')               | ""
          replace('aaa', 'aa', 'b')             | ba
          reverse('')                           | ""
          reverse('a😀b')                       | b😀a
          split_part('a,b,c', ',', -1)          | c
          split_part('a,b,c', ',', 4)           | ""
          split_part('a,b,c', ',', -4)          | ""
          split_part('abc', '', 1)              | abc
          trim('xaxx', 'x')                     | a
          rtrim('açççç', 'ç')                   | a
          ltrim('   ')                          | ""
          concat(NULL, NULL)                    | ""
          concat_ws(NULL, 'a', 'b')             |
          concat_ws(',', '', 'b')               | ",b"
          starts_with('abc', '')                | true
          ends_with('abc', 'xabc')              | false
          contains('', 'a')                     | false
          initcap('são-paulo 2x')               | São-Paulo 2x
          ascii('')                             | 0
          ascii('ç')                            | 231
          'abc' LIKE 'abc'                      | true
          'abc' LIKE ''                         | false
          '' LIKE ''                            | true
          '' LIKE '%'                           | true
          'abc' LIKE '%'                        | true
          'abc' LIKE 'a%'                       | true
          'abc' LIKE '%c'                       | true
          'abc' LIKE '%b%'                      | true
          'abc' LIKE 'a%c'                      | true
          'abc' LIKE '_b_'                      | true
          'abc' LIKE '__'                       | false
          'ção' LIKE '_ão'                      | true
          'abcabc' LIKE 'a%bc'                  | true
          'ab' LIKE 'a%b%b'                     | false
          'a%c' LIKE 'a\\%c'                    | true
          'abc' LIKE 'a\\%c'                    | false
          'aXbXc' LIKE '%_X_'                   | true
          'aab' LIKE '%ab'                      | true
          'ABC' ILIKE 'a%'                      | true
          'ÇA' ILIKE 'ç_'                       | true
          like('a%c', 'a!%c', '!')              | true
          round(-2.5)                           | -3
          round(2.5)                            | 3
          round(1234.567, -2)                   | 1200.000
          round(15, -1)                         | 20
          trunc(-1.9)                           | -1
          ceil(-1.5)                            | -1
          floor(-1.5)                           | -2
          ceil(9.5)                             | 10
          sign(-0.5)                            | -1
          abs(-1.25)                            | 1.25
          0.1 + 0.2                             | 0.3
          0.1 * 0.2                             | 0.02
          1.00 / 3                              | 0.33333333
          -1.00 / 3                             | -0.33333333
          2 / 3.0                               | 0.6666667
          5.5 % 2                               | 1.5
          -5.5 % 2                              | -1.5
          1 / 2                                 | 0
          -7 / 2                                | -3
          9223372036854775807 + 0.5             | 9223372036854775807.5
          greatest(NULL, NULL)                  |
          greatest(1, 2.5)                      | 2.5
          least('b', 'a')                       | a
          nullif(1, 2)                          | 1
          is_distinct_from(NULL, NULL)          | false
          date_part('week', DATE '2021-01-03')  | 53
          date_part('isoyear', DATE '2021-01-03') | 2020
          date_part('isodow', DATE '2021-01-03') | 7
          date_part('dow', DATE '2021-01-03')   | 0
          date_part('doy', DATE '2024-12-31')   | 366
          date_part('quarter', DATE '2024-10-01') | 4
          date_part('epoch', DATE '1970-01-02') | 86400
          date_part('century', DATE '2000-12-31') | 20
          date_part('years', DATE '1969-12-31') | 1969
          date_part('millisecond', TIMESTAMP '2024-01-01 00:00:01.5') | 1500
          date_trunc('week', TIMESTAMP '2024-02-29 13:45:10') | 2024-02-26 00:00:00
          date_trunc('month', TIMESTAMP '1969-07-20 20:17:40') | 1969-07-01 00:00:00
          date_trunc('quarter', DATE '2024-06-30') | 2024-04-01 00:00:00
          date_trunc('second', TIMESTAMP '1969-12-31 23:59:59.75') | 1969-12-31 23:59:59
          DATE '2024-02-29' + 1                 | 2024-03-01
          DATE '2024-03-01' - DATE '2024-02-01' | 29
          TIMESTAMP '2024-03-01 12:00:00' - TIMESTAMP '2024-02-28 13:00:30' | 1 day 22:59:30
          DATE '2024-02-29' < TIMESTAMP '2024-02-29 00:00:01' | true
          """)
  void boundariesAreAsPostgresqlHasThem(String example, String expected) {
    assertEquals(expected == null ? "" : expected, evaluate(example), example);
  }

  /// The value as text; empty for NULL.
  private String evaluate(String example) {
    try (var allocator = new RootAllocator();
        var batch = new Batch(1, List.of());
        var column =
            compiler
                .compile(ExampleParser.parse(example), Schema.EMPTY)
                .evaluate(batch, allocator)) {
      var literal = Cells.literal(column, 0);
      return literal.isNull() ? "" : TextFormat.of(literal, ZoneOffset.UTC);
    }
  }
}
