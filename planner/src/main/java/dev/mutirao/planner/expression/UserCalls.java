package dev.mutirao.planner.expression;

import dev.mutirao.executor.userfunction.QualifiedName;
import java.util.Locale;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexNode;

/// Calls of users' functions, which may take long or never return.
public final class UserCalls {
  private UserCalls() {}

  /// Whether an expression has such a call.
  public static boolean within(RexNode node) {
    return node instanceof RexCall call
        && (QualifiedName.parse(call.getOperator().getName().toLowerCase(Locale.ROOT)).isPresent()
            || call.getOperands().stream().anyMatch(UserCalls::within));
  }
}
