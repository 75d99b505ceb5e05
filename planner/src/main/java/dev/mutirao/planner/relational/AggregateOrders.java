package dev.mutirao.planner.relational;

import dev.mutirao.connectors.error.ErrorCode;
import dev.mutirao.connectors.error.MutiraoException;
import dev.mutirao.planner.parser.PlacedErrors;
import dev.mutirao.planner.validate.RegistryAggregate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.apache.calcite.sql.SqlBasicTypeNameSpec;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlDataTypeSpec;
import org.apache.calcite.sql.SqlFunction;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.sql.util.SqlShuttle;
import org.jspecify.annotations.Nullable;

/// Says in one way how aggregates order their rows:
///
/// | written | meant |
/// | --- | --- |
/// | `string_agg(s, ',' ORDER BY k)` and its like | `string_agg(s, ',') WITHIN GROUP (ORDER BY k)` |
/// | `string_agg(s)` | `string_agg(s, ',')` |
/// | `percentile_cont(p) WITHIN GROUP (ORDER BY x DESC)` | `percentile_cont(x, p, TRUE)` |
/// | `mode() WITHIN GROUP (ORDER BY x)` | `mode(x, FALSE)` |
/// | `histogram(x)` | `histogram(CAST(x AS VARCHAR)) WITHIN GROUP (ORDER BY x)` |
/// | `first(x) OVER w` | `first_value(x) OVER w` |
final class AggregateOrders extends SqlShuttle {
  @Override
  public @Nullable SqlNode visit(SqlCall call) {
    if (call.getKind() == SqlKind.OVER) {
      return over(call);
    }
    if (call.getKind() == SqlKind.WITHIN_GROUP && call.operand(0) instanceof SqlCall inner) {
      return ordered(inner, call.operand(1), call);
    }
    var aggregate = aggregate(call);
    if (aggregate == null) {
      return super.visit(call);
    }
    var written = new ArrayList<SqlNode>(call.getOperandList());
    SqlNodeList order = null;
    if (!written.isEmpty() && written.getLast().getKind() == SqlKind.SEPARATOR) {
      SqlCall separator = (SqlCall) written.removeLast();
      written.add(
          written.getLast() instanceof SqlNodeList ? written.size() - 1 : written.size(),
          separator.operand(0));
    }
    if (!written.isEmpty() && written.getLast() instanceof SqlNodeList list) {
      order = list;
      written.removeLast();
    }
    var plain =
        aggregate.createCall(call.getFunctionQuantifier(), call.getParserPosition(), written);
    return order == null ? unordered(plain) : ordered(plain, order, call);
  }

  private SqlNode unordered(SqlCall call) {
    return switch (name(call)) {
      case "first", "last" ->
          throw at(
              name(call)
                  + " wants an order, as in "
                  + name(call)
                  + "(x ORDER BY y); any_value(x) takes any value",
              call);
      case "histogram" ->
          call.operandCount() == 1
              ? ordered(texts(call), SqlNodeList.of(call.operand(0)), call)
              : children(call);
      default -> children(withSeparator(call));
    };
  }

  private SqlNode ordered(SqlCall call, SqlNodeList order, SqlCall whole) {
    var aggregate = aggregate(call);
    if (aggregate == null) {
      throw at("WITHIN GROUP and ORDER BY are not for " + name(call), whole);
    }
    var plain =
        aggregate.createCall(
            call.getFunctionQuantifier(), call.getParserPosition(), call.getOperandList());
    return switch (name(plain)) {
      case "percentile_cont", "percentile_disc" -> sortedBy(plain, order, 1);
      case "mode" -> sortedBy(plain, order, 0);
      default -> {
        if (!aggregate.isOrdered()) {
          throw at("the order of rows does not matter to " + name(plain), whole);
        }
        yield SqlStdOperatorTable.WITHIN_GROUP.createCall(
            whole.getParserPosition(), children(withSeparator(plain)), children(order));
      }
    };
  }

  /// The ordered-set form: what is ordered becomes the first argument, the direction the last.
  private SqlNode sortedBy(SqlCall call, SqlNodeList order, int arguments) {
    if (order.size() != 1 || call.operandCount() != arguments) {
      throw at(
          name(call)
              + " WITHIN GROUP orders by one expression, and takes "
              + (arguments == 0 ? "no argument" : "one fraction"),
          call);
    }
    var key = order.get(0);
    if (key.getKind() == SqlKind.NULLS_FIRST || key.getKind() == SqlKind.NULLS_LAST) {
      key = ((SqlCall) key).operand(0);
    }
    boolean descending = key.getKind() == SqlKind.DESCENDING;
    var operands = new ArrayList<SqlNode>();
    operands.add(descending ? ((SqlCall) key).operand(0) : key);
    operands.addAll(call.getOperandList());
    operands.add(SqlLiteral.createBoolean(descending, call.getParserPosition()));
    return children(
        call.getOperator()
            .createCall(call.getFunctionQuantifier(), call.getParserPosition(), operands));
  }

  /// An aggregate over a window takes the rows in the window's order.
  private SqlNode over(SqlCall over) {
    SqlNode inside = over.operand(0);
    SqlCall aggregated =
        inside.getKind() == SqlKind.FILTER ? ((SqlCall) inside).operand(0) : (SqlCall) inside;
    var name = name(aggregated);
    if (inside == aggregated && (name.equals("first") || name.equals("last"))) {
      var value =
          name.equals("first") ? SqlStdOperatorTable.FIRST_VALUE : SqlStdOperatorTable.LAST_VALUE;
      inside = value.createCall(aggregated.getParserPosition(), aggregated.getOperandList());
    }
    if (name.equals("histogram")) {
      throw PlacedErrors.at(
          aggregated,
          ErrorCode.NOT_SUPPORTED,
          "histogram over a window is not supported; it is there with GROUP BY");
    }
    var visited = accepted(inside);
    var call = visited.getKind() == SqlKind.FILTER ? ((SqlCall) visited).operand(0) : visited;
    if (call.getKind() == SqlKind.WITHIN_GROUP) {
      throw at(
          "an order inside of a call is not for windows; order the window: "
              + name(((SqlCall) call).operand(0)),
          aggregated);
    }
    return over.getOperator()
        .createCall(over.getParserPosition(), visited, accepted(over.operand(1)));
  }

  private static SqlCall withSeparator(SqlCall call) {
    if (!name(call).equals("string_agg") || call.operandCount() != 1) {
      return call;
    }
    var position = call.getParserPosition();
    return call.getOperator()
        .createCall(
            call.getFunctionQuantifier(),
            position,
            call.operand(0),
            SqlLiteral.createCharString(",", position));
  }

  private static SqlCall texts(SqlCall call) {
    var position = call.getParserPosition();
    var type =
        new SqlDataTypeSpec(new SqlBasicTypeNameSpec(SqlTypeName.VARCHAR, position), position);
    return call.getOperator()
        .createCall(
            call.getFunctionQuantifier(),
            position,
            SqlStdOperatorTable.CAST.createCall(position, call.operand(0), type));
  }

  private static @Nullable RegistryAggregate aggregate(SqlCall call) {
    return call.getOperator() instanceof SqlFunction function
        ? RegistryAggregate.named(function.getName()).orElse(null)
        : null;
  }

  private static String name(SqlCall call) {
    var aggregate = aggregate(call);
    return aggregate == null
        ? call.getOperator().getName().toLowerCase(Locale.ROOT)
        : aggregate.canonicalName();
  }

  /// The call with its operands visited.
  private SqlCall children(SqlCall call) {
    List<@Nullable SqlNode> operands = new ArrayList<>();
    call.getOperandList().forEach(operand -> operands.add(accepted(operand)));
    return call.getOperator()
        .createCall(call.getFunctionQuantifier(), call.getParserPosition(), operands);
  }

  private SqlNodeList children(SqlNodeList list) {
    var items = new ArrayList<SqlNode>();
    list.forEach(item -> items.add(accepted(item)));
    return new SqlNodeList(items, list.getParserPosition());
  }

  private SqlNode accepted(SqlNode node) {
    return Objects.requireNonNull(node.accept(this), "a shuttle gives a node for each");
  }

  private static MutiraoException at(String message, SqlNode node) {
    var position = node.getParserPosition();
    return PlacedErrors.at(position, ErrorCode.INVALID_STATEMENT, message);
  }
}
