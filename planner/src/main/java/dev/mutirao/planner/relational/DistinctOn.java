package dev.mutirao.planner.relational;

import dev.mutirao.connectors.error.ErrorCode;
import dev.mutirao.planner.parser.DistinctOnSelect;
import dev.mutirao.planner.parser.PlacedErrors;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.sql.SqlBasicCall;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlNumericLiteral;
import org.apache.calcite.sql.SqlOrderBy;
import org.apache.calcite.sql.SqlSelect;
import org.apache.calcite.sql.SqlWindow;
import org.apache.calcite.sql.SqlWith;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.util.SqlShuttle;
import org.apache.calcite.util.Litmus;
import org.jspecify.annotations.Nullable;

/// DISTINCT ON as a window function: `SELECT DISTINCT ON (a) a, b FROM t ORDER BY a, c` becomes
/// `SELECT a, b FROM t QUALIFY ROW_NUMBER() OVER (PARTITION BY a ORDER BY c) = 1 ORDER BY a, c`.
/// Must be the first to change a query: a changed {@link DistinctOnSelect} is a plain one.
final class DistinctOn extends SqlShuttle {
  @Override
  public @Nullable SqlNode visit(SqlCall call) {
    return switch (call) {
      case SqlOrderBy ordered when ordered.query instanceof DistinctOnSelect select ->
          super.visit(over(firstOfEach(select, ordered.orderList), ordered));
      case SqlOrderBy ordered
          when ordered.query instanceof SqlWith with
              && with.body instanceof DistinctOnSelect select ->
          super.visit(
              over(
                  new SqlWith(
                      with.getParserPosition(),
                      with.withList,
                      firstOfEach(select, ordered.orderList)),
                  ordered));
      case DistinctOnSelect select -> super.visit(firstOfEach(select, SqlNodeList.EMPTY));
      default -> super.visit(call);
    };
  }

  /// The same order over another query.
  private static SqlOrderBy over(SqlNode query, SqlOrderBy ordered) {
    return new SqlOrderBy(
        ordered.getParserPosition(), query, ordered.orderList, ordered.offset, ordered.fetch);
  }

  private static SqlSelect firstOfEach(DistinctOnSelect select, SqlNodeList order) {
    if (select.getQualify() != null) {
      throw PlacedErrors.at(
          select.getQualify(),
          ErrorCode.NOT_SUPPORTED,
          "QUALIFY together with DISTINCT ON is not supported; put one of them in a subquery");
    }
    var position = select.on().getParserPosition();
    var keys = select.on().stream().map(each -> meant(each, select)).toList();
    var window =
        new SqlWindow(
            position,
            null,
            null,
            new SqlNodeList(keys, position),
            new SqlNodeList(tail(order, keys, select), position),
            SqlLiteral.createBoolean(false, position),
            null,
            null,
            null,
            SqlWindow.createExcludeNoOthers(position));
    var number =
        SqlStdOperatorTable.OVER.createCall(
            position, SqlStdOperatorTable.ROW_NUMBER.createCall(position), window);
    return select.qualified(
        SqlStdOperatorTable.EQUALS.createCall(
            position, number, SqlLiteral.createExactNumeric("1", position)));
  }

  /// The order within the rows of one key: what the keys say already is left out.
  private static List<SqlNode> tail(SqlNodeList order, List<SqlNode> keys, SqlSelect select) {
    var tail = new ArrayList<SqlNode>();
    for (var item : order) {
      var meant = ordered(item, select);
      if (!tail.isEmpty() || keys.stream().noneMatch(key -> same(key, plain(meant)))) {
        tail.add(meant);
      }
    }
    return tail;
  }

  private static boolean same(SqlNode one, SqlNode other) {
    return one.equalsDeep(other, Litmus.IGNORE);
  }

  private static boolean isDirection(SqlNode item) {
    return switch (item.getKind()) {
      case DESCENDING, NULLS_FIRST, NULLS_LAST -> true;
      default -> false;
    };
  }

  private static SqlNode plain(SqlNode item) {
    return isDirection(item) ? plain(((SqlCall) item).operand(0)) : item;
  }

  private static SqlNode ordered(SqlNode item, SqlSelect select) {
    if (!isDirection(item)) {
      return meant(item, select);
    }
    var call = (SqlBasicCall) item;
    return call.getOperator()
        .createCall(call.getParserPosition(), ordered(call.operand(0), select));
  }

  /// A copy of what an expression stands for: a number counts the query's columns, and a name that
  /// the query gives to a column means that column.
  private static SqlNode meant(SqlNode expression, SqlSelect select) {
    return switch (expression) {
      case SqlNumericLiteral number when number.isInteger() ->
          Copies.of(column(number.intValue(true), select, number.getParserPosition()));
      case SqlIdentifier name when name.isSimple() -> Copies.of(named(name, select));
      default -> Copies.of(expression);
    };
  }

  private static SqlNode column(int number, SqlSelect select, SqlParserPos position) {
    var list = select.getSelectList();
    var star = list.stream().anyMatch(each -> each instanceof SqlIdentifier name && name.isStar());
    if (number < 1 || number > list.size() || star) {
      throw PlacedErrors.at(
          position,
          ErrorCode.INVALID_STATEMENT,
          star
              ? "a number cannot stand for a column beside *; write its name"
              : "expected a column's number from 1 to " + list.size() + ", got " + number);
    }
    return unnamed(list.get(number - 1));
  }

  private static SqlNode named(SqlIdentifier name, SqlSelect select) {
    for (var item : select.getSelectList()) {
      if (item.getKind() == SqlKind.AS
          && ((SqlCall) item).operand(1) instanceof SqlIdentifier alias
          && alias.getSimple().equalsIgnoreCase(name.getSimple())) {
        return unnamed(item);
      }
    }
    return name;
  }

  private static SqlNode unnamed(SqlNode item) {
    return item.getKind() == SqlKind.AS ? ((SqlCall) item).operand(0) : item;
  }
}
