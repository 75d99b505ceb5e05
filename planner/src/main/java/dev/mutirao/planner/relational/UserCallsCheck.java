package dev.mutirao.planner.relational;

import dev.mutirao.connectors.error.ErrorCode;
import dev.mutirao.executor.userfunction.UserFunction;
import dev.mutirao.planner.parser.PlacedErrors;
import dev.mutirao.planner.validate.Operators;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlFunction;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlSelect;
import org.apache.calcite.sql.SqlWindow;
import org.apache.calcite.sql.util.SqlBasicVisitor;
import org.jspecify.annotations.Nullable;

/// Says, with its place, where a user's function is called as one of another kind: a stateful one
/// without its window or with a frame, one that gives rows in an expression, one of single values
/// with DISTINCT; and where any function that is not written in SQL gets an argument by its name.
final class UserCallsCheck extends SqlBasicVisitor<@Nullable Void> {
  /// What follows a call and is written around it in the tree.
  private static final Set<SqlKind> AFTER_CALLS =
      Set.of(
          SqlKind.FILTER,
          SqlKind.IGNORE_NULLS,
          SqlKind.RESPECT_NULLS,
          SqlKind.WITHIN_DISTINCT,
          SqlKind.WITHIN_GROUP);

  private final Operators operators;

  /// The named windows of the queries around, the innermost first.
  private final Deque<SqlNodeList> named = new ArrayDeque<>();

  private UserCallsCheck(Operators operators) {
    this.operators = operators;
  }

  /// @throws dev.mutirao.connectors.error.MutiraoException INVALID_STATEMENT, with the place
  static void check(SqlNode query, Operators operators) {
    query.accept(new UserCallsCheck(operators));
  }

  @Override
  public @Nullable Void visit(SqlCall call) {
    if (call instanceof SqlSelect select) {
      named.push(select.getWindowList());
      super.visit(select);
      named.pop();
      return null;
    }
    if (call.getKind() == SqlKind.OVER && call.operand(0) instanceof SqlCall over) {
      var inner = called(over);
      var function = function(inner).filter(UserCallsCheck::isStateful);
      if (function.isPresent()) {
        checkPlain(function.get().name(), over);
        checkWindow(function.get().name(), call.operand(1), call);
        inner.getOperandList().forEach(operand -> operand.accept(this));
        return call.<SqlNode>operand(1).accept(this);
      }
    }
    for (var operand : call.getOperandList()) {
      if (operand != null && operand.getKind() == SqlKind.ARGUMENT_ASSIGNMENT) {
        var name = call.getOperator().getName().toLowerCase(Locale.ROOT);
        throw wrong(
            "the arguments of " + name + " are given by their places, not by names", operand);
      }
    }
    function(call)
        .ifPresent(function -> {
          if (function.kind() == UserFunction.Kind.SCALAR && call.getFunctionQuantifier() != null) {
            throw wrong(function.name() + " is no aggregate; leave out DISTINCT or ALL", call);
          }
          if (function.kind() == UserFunction.Kind.TABLE) {
            throw wrong(function.name() + " gives rows; write it in a FROM clause", call);
          }
          if (isStateful(function)) {
            throw wrong(
                function.name()
                    + " takes the rows of a window in their order; write "
                    + function.name()
                    + "(...) OVER (PARTITION BY ... ORDER BY ...)",
                call);
          }
        });
    return super.visit(call);
  }

  /// The call that FILTER, IGNORE NULLS and the like stand behind.
  private static SqlCall called(SqlCall call) {
    return AFTER_CALLS.contains(call.getKind()) && call.operand(0) instanceof SqlCall inner
        ? called(inner)
        : call;
  }

  /// A stateful function sees every row, so that nothing may choose among them.
  private static void checkPlain(String function, SqlCall call) {
    if (call.getKind() == SqlKind.IGNORE_NULLS || call.getKind() == SqlKind.RESPECT_NULLS) {
      throw wrong(
          function
              + " takes every row of the partition, and its class says which of its parameters take"
              + " NULL; leave out "
              + call.getOperator().getName(),
          call);
    }
    if (AFTER_CALLS.contains(call.getKind()) && call.operand(0) instanceof SqlCall inner) {
      checkPlain(function, inner);
    }
  }

  private void checkWindow(String function, SqlNode window, SqlNode call) {
    if (!isOrdered(window)) {
      throw wrong(
          function + " depends on the order of rows; write ORDER BY in its OVER (...)", call);
    }
    if (hasFrame(window)) {
      throw wrong(
          function
              + " takes every row of the partition once and has no frame; leave out ROWS, RANGE,"
              + " GROUPS and EXCLUDE",
          call);
    }
  }

  private boolean isOrdered(SqlNode window) {
    return switch (window) {
      case SqlWindow written ->
          !written.getOrderList().isEmpty()
              || written.getRefName() != null && isOrdered(written.getRefName());
      case SqlIdentifier name -> declared(name).map(this::isOrdered).orElse(true);
      default -> true;
    };
  }

  private boolean hasFrame(SqlNode window) {
    return switch (window) {
      case SqlWindow written ->
          written.getLowerBound() != null
              || !SqlWindow.isExcludeNoOthers(written.getExclude())
              || written.getRefName() != null && hasFrame(written.getRefName());
      case SqlIdentifier name -> declared(name).map(this::hasFrame).orElse(false);
      default -> false;
    };
  }

  /// Empty for a name that there is no window of, which the validator refuses.
  private Optional<SqlWindow> declared(SqlIdentifier name) {
    return named.isEmpty() ? Optional.empty() : WindowNames.declaration(named.getFirst(), name);
  }

  private Optional<UserFunction> function(SqlCall call) {
    return call.getOperator() instanceof SqlFunction function
        ? operators.ofUser(function.getName())
        : Optional.empty();
  }

  private static boolean isStateful(UserFunction function) {
    return function.kind() == UserFunction.Kind.STATEFUL;
  }

  private static RuntimeException wrong(String message, SqlNode at) {
    return PlacedErrors.at(at, ErrorCode.INVALID_STATEMENT, message);
  }
}
