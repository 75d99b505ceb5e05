package dev.mutirao.executor.join;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.mutirao.connectors.type.Literal;
import dev.mutirao.connectors.type.Type;
import dev.mutirao.executor.plan.Expression;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ReferencedColumnsTest {
  @Test
  void columnsAreFoundInEveryPartOfAnExpression() {
    var type = Type.Simple.BIGINT;
    var one = new Expression.Constant(Literal.of(1L));
    var call = new Expression.Call("<", List.of(column(1), one), Type.Simple.BOOLEAN);
    var cases =
        new Expression.Case(
            List.of(new Expression.When(new Expression.IsNull(column(2)), column(3))),
            Optional.of(new Expression.Cast(column(4), type, false, 0, "UTC")),
            type);
    var in =
        new Expression.InList(
            new Expression.Coalesce(List.of(column(5), cases), type), List.of(Literal.of(1L)));
    var all = new Expression.And(List.of(call, new Expression.Or(List.of(in, column(7)))));
    var expected = IntStream.of(1, 2, 3, 4, 5, 7).collect(BitSet::new, BitSet::set, BitSet::or);
    assertEquals(expected, ReferencedColumns.of(all));
  }

  private static Expression column(int index) {
    return new Expression.InputColumn(index, Type.Simple.BIGINT);
  }
}
