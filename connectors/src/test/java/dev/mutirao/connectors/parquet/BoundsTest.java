package dev.mutirao.connectors.parquet;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.mutirao.connectors.source.ColumnPredicate;
import dev.mutirao.connectors.source.ColumnPredicate.Comparison;
import dev.mutirao.connectors.source.ColumnPredicate.In;
import dev.mutirao.connectors.source.ColumnPredicate.IsNotNull;
import dev.mutirao.connectors.source.ColumnPredicate.IsNull;
import dev.mutirao.connectors.source.ColumnPredicate.Operator;
import dev.mutirao.connectors.source.ColumnPredicate.StartsWith;
import dev.mutirao.connectors.type.Binary;
import dev.mutirao.connectors.type.Literal;
import dev.mutirao.connectors.type.Type;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class BoundsTest {
  private static final Bounds FIVE_TO_NINE = bounds(Literal.of(5), Literal.of(9), 0);
  private static final Bounds UNKNOWN =
      new Bounds(Optional.empty(), Optional.empty(), OptionalLong.empty(), 100);

  private static Bounds bounds(Literal min, Literal max, long nulls) {
    return new Bounds(Optional.of(min), Optional.of(max), OptionalLong.of(nulls), 100);
  }

  private static Literal bytes(int... values) {
    var bytes = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      bytes[i] = (byte) values[i];
    }
    return new Literal(Type.Simple.VARBINARY, new Binary(bytes));
  }

  private static boolean matches(Bounds bounds, Operator operator, Literal value) {
    return bounds.mayMatch(new Comparison(0, operator, value));
  }

  @Test
  void comparisonsHoldAtTheBoundsAndNotBeyond() {
    assertEquals(List.of(false, true, true, false), equalTo(4, 5, 9, 10));
    assertEquals(false, matches(FIVE_TO_NINE, Operator.LESS, Literal.of(5)));
    assertEquals(true, matches(FIVE_TO_NINE, Operator.LESS_OR_EQUAL, Literal.of(5)));
    assertEquals(false, matches(FIVE_TO_NINE, Operator.GREATER, Literal.of(9)));
    assertEquals(true, matches(FIVE_TO_NINE, Operator.GREATER_OR_EQUAL, Literal.of(9)));
    assertEquals(true, matches(FIVE_TO_NINE, Operator.NOT_EQUAL, Literal.of(5)));
    assertEquals(
        false, matches(bounds(Literal.of(5), Literal.of(5), 0), Operator.NOT_EQUAL, Literal.of(5)));
  }

  private static List<Boolean> equalTo(long... values) {
    return java.util.Arrays.stream(values)
        .mapToObj(value -> matches(FIVE_TO_NINE, Operator.EQUAL, Literal.of(value)))
        .toList();
  }

  @Test
  void inHoldsWhenOneValueMay() {
    assertEquals(false, FIVE_TO_NINE.mayMatch(new In(0, List.of(Literal.of(1), Literal.of(10)))));
    assertEquals(true, FIVE_TO_NINE.mayMatch(new In(0, List.of(Literal.of(1), Literal.of(7)))));
  }

  @Test
  void nothingIsExcludedWhereNothingIsKnown() {
    for (var operator : Operator.values()) {
      assertEquals(true, matches(UNKNOWN, operator, Literal.of(1)), operator.name());
    }
    for (var predicate :
        List.<ColumnPredicate>of(
            new IsNull(0), new IsNotNull(0), new StartsWith(0, Literal.of("a")))) {
      assertEquals(true, UNKNOWN.mayMatch(predicate));
    }
  }

  @Test
  void nullsAreCounted() {
    assertEquals(false, FIVE_TO_NINE.mayMatch(new IsNull(0)));
    assertEquals(true, bounds(Literal.of(5), Literal.of(9), 1).mayMatch(new IsNull(0)));
    var allNull = new Bounds(Optional.empty(), Optional.empty(), OptionalLong.of(100), 100);
    assertEquals(false, allNull.mayMatch(new IsNotNull(0)));
    assertEquals(false, matches(allNull, Operator.EQUAL, Literal.of(1)));
  }

  @Test
  void textIsComparedByBytesEvenWhereABoundIsCutInsideACharacter() {
    var cut = bounds(bytes('a', 0xC3), bytes('c'), 0);
    assertEquals(true, matches(cut, Operator.EQUAL, Literal.of("aé")));
    assertEquals(false, matches(cut, Operator.EQUAL, Literal.of("az")));
    assertEquals(false, matches(cut, Operator.EQUAL, Literal.of("ca")));
    assertEquals(true, cut.mayMatch(new StartsWith(0, Literal.of("b"))));
    assertEquals(true, cut.mayMatch(new StartsWith(0, Literal.of("a"))));
    assertEquals(false, cut.mayMatch(new StartsWith(0, Literal.of("d"))));
    assertEquals(false, cut.mayMatch(new StartsWith(0, Literal.of("A"))));
    assertEquals(true, cut.mayMatch(new StartsWith(0, Literal.of(""))));
  }

  @Test
  void zeroHasNoSign() {
    var zero = bounds(Literal.of(0.0), Literal.of(-0.0), 0);
    assertEquals(true, matches(zero, Operator.EQUAL, Literal.of(-0.0)));
    assertEquals(true, matches(zero, Operator.EQUAL, Literal.of(0.0)));
  }
}
