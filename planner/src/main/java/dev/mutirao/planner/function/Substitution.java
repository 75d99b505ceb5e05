package dev.mutirao.planner.function;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.apache.calcite.sql.JoinConditionType;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlJoin;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlSelect;
import org.apache.calcite.sql.SqlWindow;
import org.apache.calcite.sql.util.SqlShuttle;
import org.jspecify.annotations.Nullable;

/// Puts values into the places of a function's parameters. A parameter's name stands for it
/// wherever an expression may stand; what names tables, windows or columns of a result is left
/// alone.
final class Substitution extends SqlShuttle {
  private final Map<String, Function<SqlIdentifier, SqlNode>> values;

  private Substitution(Map<String, Function<SqlIdentifier, SqlNode>> values) {
    this.values = values;
  }

  /// @param values what stands for each parameter, by its name in lower case; made anew for every
  ///   place
  static SqlNode in(SqlNode body, Map<String, Function<SqlIdentifier, SqlNode>> values) {
    return Objects.requireNonNull(body.accept(new Substitution(values)));
  }

  @Override
  public @Nullable SqlNode visit(SqlIdentifier name) {
    var value = name.isSimple() ? values.get(name.getSimple().toLowerCase(Locale.ROOT)) : null;
    return value == null ? name : value.apply(name);
  }

  @Override
  public @Nullable SqlNode visit(SqlCall call) {
    return switch (call) {
      case SqlSelect select -> select(select);
      case SqlWindow window -> window(window);
      default ->
          switch (call.getKind()) {
            case AS, OVER -> withFirst(call, 0);
            case ARGUMENT_ASSIGNMENT -> withFirst(call, 0);
            case WITH_ITEM -> withFirst(call, 2);
            case EXPLICIT_TABLE -> call;
            default -> super.visit(call);
          };
    };
  }

  /// Visits the operand that holds expressions; of the others only those that are no names.
  private SqlNode withFirst(SqlCall call, int visited) {
    for (int i = 0; i < call.operandCount(); i++) {
      var operand = call.<@Nullable SqlNode>operand(i);
      if (operand != null && (i == visited || operand instanceof SqlWindow)) {
        call.setOperand(i, operand.accept(this));
      }
    }
    return call;
  }

  private SqlNode window(SqlWindow window) {
    var operands =
        List.of(2, 3, 5, 6); // partitions, order and bounds; the rest are names and flags
    for (int i : operands) {
      var operand = window.getOperandList().get(i);
      if (operand != null) {
        window.setOperand(i, operand.accept(this));
      }
    }
    return window;
  }

  private SqlNode select(SqlSelect select) {
    var from = select.getFrom();
    for (int i = 0; i < select.operandCount(); i++) {
      var operand = select.getOperandList().get(i);
      if (operand != null && operand != from) {
        var replaced = operand.accept(this);
        if (replaced != operand) {
          select.setOperand(i, replaced);
        }
      }
    }
    if (from != null) {
      select.setFrom(from(from));
    }
    return select;
  }

  private @Nullable SqlNode from(@Nullable SqlNode from) {
    return switch (from) {
      case null -> null;
      case SqlIdentifier table -> table;
      case SqlJoin join -> {
        join.setLeft(Objects.requireNonNull(from(join.getLeft())));
        join.setRight(Objects.requireNonNull(from(join.getRight())));
        var condition = join.getCondition();
        if (condition != null && join.getConditionType() == JoinConditionType.ON) {
          join.setOperand(5, condition.accept(this));
        }
        yield join;
      }
      case SqlCall call when call.getKind() == SqlKind.AS -> {
        call.setOperand(0, from(call.operand(0)));
        yield call;
      }
      default -> from.accept(this);
    };
  }
}
