package dev.mutirao.planner.relational;

import dev.mutirao.planner.type.SqlTypes;
import dev.mutirao.planner.validate.TextLiteral;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlCharStringLiteral;
import org.apache.calcite.sql.SqlDataTypeSpec;
import org.apache.calcite.sql.SqlDynamicParam;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlUtil;
import org.apache.calcite.sql.fun.SqlCase;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.sql.type.SqlTypeUtil;
import org.apache.calcite.sql.validate.SqlValidator;
import org.apache.calcite.sql.validate.SqlValidatorScope;

/// Gives text literals the type of the values beside them, as PostgreSQL does: `coalesce(d,
/// '1970-01-01')` of a date is a date. Calcite does so for comparisons and arithmetic only.
///
/// @param texts reads the literals; one that is no value of the type is refused where it stands
record LiteralTypes(SqlValidator validator, ConstantTexts texts) {
  /// The branches of a CASE, the values of a COALESCE or of a list behind IN, what is taken from a
  /// date, and the default of LAG and LEAD.
  void ofOperands(SqlValidatorScope scope, SqlCall call) {
    switch (call.getKind()) {
      case CASE -> ofBranches(scope, (SqlCase) call);
      case COALESCE -> ofOperands(scope, call, all(call));
      case IN, NOT_IN -> {
        if (call.operand(1) instanceof SqlNodeList list) {
          var values = new ArrayList<SqlNode>(list);
          values.add(call.operand(0));
          cast(scope, values)
              .ifPresent(cast -> {
                Collections.copy(list, cast.subList(0, list.size()));
                call.setOperand(0, cast.getLast());
              });
        }
      }
      case MINUS -> {
        if (all(call).stream().anyMatch(i -> isMoment(scope, call.operand(i)))) {
          ofOperands(scope, call, all(call));
        }
      }
      case LAG, LEAD -> {
        if (call.operandCount() == 3) {
          ofOperands(scope, call, List.of(0, 2));
        }
      }
      default -> {}
    }
  }

  /// Refuses a text literal that a CAST cannot read, where it stands.
  void check(SqlCall cast) {
    if (cast.getKind() == SqlKind.CAST
        && cast.operand(0) instanceof SqlCharStringLiteral text
        && cast.operand(1) instanceof SqlDataTypeSpec spec) {
      var type = spec.deriveType(validator);
      if (!SqlTypeUtil.inCharFamily(type)) {
        ConstantTexts.refuse(text.getParserPosition(), texts.problem(TextLiteral.text(text), type));
      }
    }
  }

  /// A column of the rows of VALUES.
  void ofColumn(SqlValidatorScope scope, List<SqlCall> rows, int column) {
    var values = rows.stream().map(row -> row.<SqlNode>operand(column)).toList();
    cast(scope, values)
        .ifPresent(cast -> {
          for (int i = 0; i < rows.size(); i++) {
            rows.get(i).setOperand(column, cast.get(i));
          }
        });
  }

  private void ofBranches(SqlValidatorScope scope, SqlCase call) {
    var values = new ArrayList<>(call.getThenOperands());
    values.add(call.getElseOperand());
    cast(scope, values)
        .ifPresent(cast -> {
          Collections.copy(call.getThenOperands(), cast.subList(0, cast.size() - 1));
          call.setOperand(3, cast.getLast());
        });
  }

  private void ofOperands(SqlValidatorScope scope, SqlCall call, List<Integer> operands) {
    cast(scope, operands.stream().map(call::<SqlNode>operand).toList())
        .ifPresent(cast -> {
          for (int i = 0; i < cast.size(); i++) {
            call.setOperand(operands.get(i), cast.get(i));
          }
        });
  }

  private static List<Integer> all(SqlCall call) {
    return IntStream.range(0, call.operandCount()).boxed().toList();
  }

  /// The values with text literals cast; empty where there is nothing to cast.
  private Optional<List<SqlNode>> cast(SqlValidatorScope scope, List<SqlNode> values) {
    if (values.stream().noneMatch(SqlCharStringLiteral.class::isInstance)) {
      return Optional.empty();
    }
    return common(scope, values)
        .map(type ->
            values.stream()
                .map(value ->
                    value instanceof SqlCharStringLiteral text ? cast(scope, text, type) : value)
                .toList());
  }

  private SqlNode cast(SqlValidatorScope scope, SqlCharStringLiteral text, RelDataType common) {
    if (SqlTypeUtil.isInterval(common)) {
      var interval = IntervalTexts.interval(text);
      validator.deriveType(scope, interval);
      return interval;
    }
    var wanted = TextLiteral.type(text, SqlTypes.toType(common));
    var type = SqlTypes.toCalcite(validator.getTypeFactory(), wanted, false);
    return TextLiteral.cast(validator, scope, text, type);
  }

  /// The type of what is not a text literal; empty where that is text too, or has no one type.
  Optional<RelDataType> common(SqlValidatorScope scope, List<SqlNode> values) {
    var types = new ArrayList<RelDataType>();
    for (var value : values) {
      boolean untyped =
          value instanceof SqlCharStringLiteral
              || value instanceof SqlDynamicParam
              || SqlUtil.isNullLiteral(value, false);
      if (!untyped) {
        types.add(validator.deriveType(scope, value));
      }
    }
    boolean hasNone =
        types.isEmpty()
            || types.stream()
                .anyMatch(type ->
                    type.isStruct()
                        || SqlTypeUtil.inCharFamily(type)
                        || type.getSqlTypeName() == SqlTypeName.UNKNOWN);
    return hasNone
        ? Optional.empty()
        : Optional.ofNullable(validator.getTypeFactory().leastRestrictive(types))
            .filter(type -> type.getSqlTypeName() != SqlTypeName.NULL);
  }

  private boolean isMoment(SqlValidatorScope scope, SqlNode node) {
    return SqlTypeUtil.isDatetime(validator.deriveType(scope, node));
  }
}
