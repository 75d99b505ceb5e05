package dev.mutirao.planner.relational;

import dev.mutirao.connectors.error.ErrorCode;
import dev.mutirao.connectors.error.QueryErrors;
import dev.mutirao.connectors.type.Type;
import dev.mutirao.planner.parser.PlacedErrors;
import dev.mutirao.planner.type.SqlTypes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.runtime.CalciteContextException;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlWindow;
import org.apache.calcite.sql.fun.SqlCase;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.sql.type.SqlTypeUtil;
import org.apache.calcite.sql.validate.SqlValidator;
import org.jspecify.annotations.Nullable;

/// Names the types where Calcite says only that some have nothing in common.
///
/// @param validator knows the types of what it has looked at
record MixedTypes(SqlValidator validator) {
  /// Calcite has no codes for its messages, so they are told apart by their text.
  private static final Pattern MIXED =
      Pattern.compile(
          "(?s)Values passed to .* operator must have compatible types"
              + "|Parameters must be of the same type"
              + "|Values in expression list must have compatible types"
              + "|Data [Tt]ype mismatch between ORDER BY and RANGE clause"
              + "|Data [Tt]ype of ORDER BY prohibits use of RANGE clause"
              + "|Illegal mixing of types in .*"
              + "|Type mismatch in column .*"
              + "|Cannot infer return type for .*");

  /// The error with the types of what `node` combines; as it is when it is about anything else.
  RuntimeException named(CalciteContextException error, @Nullable SqlNode node) {
    var cause = error.getCause() == null ? error : error.getCause();
    if (!(node instanceof SqlCall call)
        || !MIXED.matcher(String.valueOf(cause.getMessage())).matches()) {
      return error;
    }
    var what =
        switch (call.getKind()) {
          case UNION, INTERSECT, EXCEPT, VALUES -> columns(call);
          case WINDOW -> frame((SqlWindow) call);
          case IN, NOT_IN, SOME, ALL -> widths(call).or(() -> Optional.of(values(call)));
          case CASE, COALESCE -> Optional.of(values(call));
          default -> Optional.<String>empty();
        };
    return what.isEmpty()
        ? error
        : QueryErrors.at(
            ErrorCode.TYPE_MISMATCH, what.get(), error.getPosLine(), error.getPosColumn());
  }

  /// Refuses the shifts whose value and default are a text and something else.
  void refuseText(SqlCall call, RelDataType value, RelDataType otherwise) {
    boolean isNull =
        value.getSqlTypeName() == SqlTypeName.NULL
            || otherwise.getSqlTypeName() == SqlTypeName.NULL;
    if (!isNull && SqlTypeUtil.isCharacter(value) != SqlTypeUtil.isCharacter(otherwise)) {
      throw PlacedErrors.at(
          call, ErrorCode.TYPE_MISMATCH, nothingInCommon(call, List.of(value, otherwise)));
    }
  }

  private Optional<String> frame(SqlWindow window) {
    if (window.getOrderList().isEmpty()) {
      return Optional.empty();
    }
    var keys = new ArrayList<RelDataType>();
    add(keys, window.getOrderList().get(0));
    var offsets = new ArrayList<RelDataType>();
    for (var bound : Arrays.asList(window.getLowerBound(), window.getUpperBound())) {
      if (bound instanceof SqlCall offset) {
        add(offsets, offset.operand(0));
      }
    }
    return Optional.of("a RANGE frame over " + names(keys) + " has no offset of " + names(offsets));
  }

  /// Of a comparison with a subquery that has another number of columns.
  private Optional<String> widths(SqlCall call) {
    int left = width(call.operand(0));
    int right = call.operand(1) instanceof SqlNodeList ? left : width(call.operand(1));
    return left == right
        ? Optional.empty()
        : Optional.of(
            call.getOperator().getName()
                + " compares "
                + left
                + (left == 1 ? " value" : " values")
                + " with a subquery of "
                + right
                + (right == 1 ? " column" : " columns"));
  }

  private int width(SqlNode side) {
    var type = validator.getValidatedNodeTypeIfKnown(side);
    return type != null && type.isStruct() ? type.getFieldCount() : 1;
  }

  private String values(SqlCall call) {
    var types = new ArrayList<RelDataType>();
    operands(call).forEach(value -> add(types, value));
    return nothingInCommon(call, types);
  }

  private static String nothingInCommon(SqlCall call, List<RelDataType> types) {
    return call.getOperator().getName()
        + " of values whose types have nothing in common; cast them to one type: "
        + names(types);
  }

  private static List<SqlNode> operands(SqlCall call) {
    if (!(call instanceof SqlCase cases)) {
      return call.getOperandList();
    }
    var results = new ArrayList<SqlNode>(cases.getThenOperands());
    results.add(cases.getElseOperand());
    return results;
  }

  private void add(List<RelDataType> types, @Nullable SqlNode value) {
    if (value instanceof SqlNodeList list) {
      list.forEach(item -> add(types, item));
    } else if (value != null) {
      var type = validator.getValidatedNodeTypeIfKnown(value);
      if (type != null) {
        types.add(type.isStruct() ? type.getFieldList().getFirst().getType() : type);
      }
    }
  }

  /// The first columns of queries, or of rows of values, that do not go together.
  private Optional<String> columns(SqlCall call) {
    var rows =
        call.getOperandList().stream()
            .map(validator::getValidatedNodeTypeIfKnown)
            .filter(Objects::nonNull)
            .map(RelDataType::getFieldList)
            .toList();
    int columns = rows.stream().mapToInt(List::size).min().orElse(0);
    for (int i = 0; i < columns; i++) {
      int column = i;
      var types = rows.stream().map(row -> row.get(column).getType()).toList();
      if (isMixed(types)) {
        return Optional.of(
            call.getOperator().getName()
                + " of columns whose types have nothing in common; cast them to one type: "
                + names(types)
                + " in column "
                + (i + 1));
      }
    }
    return Optional.empty();
  }

  /// Calcite finds a type for a date beside an interval, and refuses the rows that have them.
  private boolean isMixed(List<RelDataType> types) {
    var families = types.stream().map(type -> type.getSqlTypeName().getFamily()).distinct();
    boolean hasInterval = types.stream().anyMatch(SqlTypeUtil::isInterval);
    return validator.getTypeFactory().leastRestrictive(types) == null
        || hasInterval && families.count() > 1;
  }

  private static String names(List<RelDataType> types) {
    return types.stream()
        .filter(type -> type.getSqlTypeName() != SqlTypeName.UNKNOWN)
        .map(SqlTypes::toType)
        .filter(type -> type != Type.Simple.NULL)
        .map(Type::sql)
        .distinct()
        .collect(Collectors.joining(", "));
  }
}
