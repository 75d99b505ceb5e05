package dev.mutirao.planner.optimize;

import java.math.BigDecimal;
import java.util.OptionalLong;
import org.apache.calcite.rel.core.Sort;
import org.apache.calcite.rex.RexLiteral;

/// How many rows a LIMIT asks for.
final class LimitRows {
  private static final BigDecimal MOST = BigDecimal.valueOf(Long.MAX_VALUE);

  private LimitRows() {}

  /// The rows that a sort with constant FETCH needs from its input, those of OFFSET too; nothing
  /// where it gives all of them.
  static OptionalLong of(Sort sort) {
    if (!(sort.fetch instanceof RexLiteral fetch)) {
      return OptionalLong.empty();
    }
    var skipped = sort.offset instanceof RexLiteral offset ? number(offset) : BigDecimal.ZERO;
    return OptionalLong.of(number(fetch).add(skipped).min(MOST).longValueExact());
  }

  private static BigDecimal number(RexLiteral literal) {
    return literal.getValueAs(BigDecimal.class);
  }
}
