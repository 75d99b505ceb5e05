package dev.mutirao.planner;

import static dev.mutirao.connectors.type.Type.Simple.INTEGER;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.mutirao.connectors.source.ColumnStatistics;
import dev.mutirao.connectors.type.Field;
import dev.mutirao.connectors.type.Literal;
import dev.mutirao.connectors.type.Type;
import dev.mutirao.executor.plan.PlanNode;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Which arguments of sums are computed in 64 bits.
class NarrowDecimalsPlanTest {
  private static final Type MONEY = new Type.Decimal(15, 2);

  private final PlannerFixture fixture = new PlannerFixture();

  @BeforeEach
  void tables() {
    fixture.files.table(
        "t",
        1000,
        List.of(
            between(MONEY, 90_000, 10_494_950),
            between(MONEY, -10, 10),
            between(MONEY, -999_999_999, 999_999_999),
            between(INTEGER, -50, 50),
            ColumnStatistics.UNKNOWN),
        Field.of("price", MONEY),
        Field.of("rate", MONEY),
        Field.of("large", MONEY),
        Field.of("n", INTEGER),
        Field.of("other", MONEY));
  }

  private static ColumnStatistics between(Type type, long least, long greatest) {
    return new ColumnStatistics(
        OptionalLong.empty(),
        OptionalLong.of(0),
        Optional.of(new Literal(type, least)),
        Optional.of(new Literal(type, greatest)));
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  /// The bounds are exact: 9999999.99 times 10000000.01 has 18 digits, times 10000000.02 one more.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          sum(price * (1 - rate))              | 10, 4
          sum(price * (1 - rate) * (1 + rate)) | 12, 6
          avg(price * n)                       | 9, 2
          sum(price + n * rate)                | 8, 2
          sum(n * 1000000 * price)             | 25, 2
          sum(large * large)                   | 18, 4
          sum(large * (large + 0.02))          | 18, 4
          sum(large * (large + 0.03))          | 31, 4
          sum(large * large + rate * rate)     | 18, 4
          sum(price * other)                 | 30, 4
          max(price * rate)                    | 30, 4
          sum(CASE WHEN n > 0 THEN price * rate ELSE 0 END) | 9, 4
          sum(CASE WHEN n > 0 THEN price * rate END)        | 9, 4
          """)
  void argumentsHaveTheDigitsOfTheirBounds(String aggregate, String digits) {
    assertEquals("DECIMAL(" + digits.strip() + ")", type(aggregate + " FROM 't.csv'"));
  }

  private String type(String rest) {
    var node = fixture.query("SELECT " + rest, 1).fragments().getFirst().root();
    while (!(node instanceof PlanNode.Aggregate)) {
      node = node.inputs().getFirst();
    }
    return node.inputs().getFirst().output().fields().getLast().type().sql();
  }
}
