package dev.mutirao.planner.relational;

import dev.mutirao.connectors.error.ErrorCode;
import dev.mutirao.planner.parser.PlacedErrors;
import java.util.HashSet;
import java.util.Locale;
import org.apache.calcite.sql.JoinType;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlDynamicParam;
import org.apache.calcite.sql.SqlFunction;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlJoin;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlOrderBy;
import org.apache.calcite.sql.SqlSampleSpec;
import org.apache.calcite.sql.SqlSelect;
import org.apache.calcite.sql.SqlSelectKeyword;
import org.apache.calcite.sql.SqlWith;
import org.apache.calcite.sql.SqlWithItem;
import org.apache.calcite.sql.util.SqlBasicVisitor;
import org.jspecify.annotations.Nullable;

/// Refuses, with its place, what the grammar reads and the engine does not have.
final class Refusals extends SqlBasicVisitor<@Nullable Void> {
  private Refusals() {}

  /// @throws dev.mutirao.connectors.error.MutiraoException NOT_SUPPORTED, with the place
  static void check(SqlNode query) {
    query.accept(new Refusals());
  }

  @Override
  public @Nullable Void visit(SqlCall call) {
    switch (call.getKind()) {
      case ARRAY_VALUE_CONSTRUCTOR, ARRAY_QUERY_CONSTRUCTOR -> throw refused("ARRAY", call);
      case MAP_VALUE_CONSTRUCTOR, MAP_QUERY_CONSTRUCTOR -> throw refused("MAP", call);
      case MULTISET_VALUE_CONSTRUCTOR, MULTISET_QUERY_CONSTRUCTOR ->
          throw refused("MULTISET", call);
      case CURSOR -> throw refused("CURSOR", call);
      case MATCH_RECOGNIZE -> throw refused("MATCH_RECOGNIZE", call);
      case PIVOT -> throw refused("PIVOT", call);
      case UNPIVOT -> throw refused("UNPIVOT", call);
      case UNNEST -> throw refused("UNNEST", call);
      case SNAPSHOT -> throw refused("FOR SYSTEM_TIME", call);
      case NEXT_VALUE, CURRENT_VALUE -> throw refused(call.getKind().sql, call);
      case LAMBDA -> throw refused("a lambda", call);
      case ITEM -> throw refused("a subscript in brackets", call);
      case JOIN -> checkJoin((SqlJoin) call);
      case OVER -> checkOver(call);
      case TABLESAMPLE -> checkSample(call);
      case SELECT -> checkItems(((SqlSelect) call).getSelectList());
      case WITH -> checkNames((SqlWith) call);
      case VALUES -> checkWidths(call);
      case ORDER_BY -> checkOrder((SqlOrderBy) call);
      default -> checkFunction(call);
    }
    return super.visit(call);
  }

  private static void checkJoin(SqlJoin join) {
    if (join.getJoinType() == JoinType.ASOF || join.getJoinType() == JoinType.LEFT_ASOF) {
      throw refused("ASOF JOIN", join);
    }
  }

  private static void checkOver(SqlCall over) {
    if (over.operand(0) instanceof SqlCall aggregate
        && aggregate.getFunctionQuantifier() != null
        && aggregate.getFunctionQuantifier().getValue() == SqlSelectKeyword.DISTINCT) {
      throw refused("DISTINCT in a window function", aggregate.getFunctionQuantifier());
    }
  }

  private static void checkSample(SqlCall sample) {
    if (SqlLiteral.sampleValue(sample.operand(1))
        instanceof SqlSampleSpec.SqlSubstitutionSampleSpec) {
      throw refused("TABLESAMPLE SUBSTITUTE", sample.operand(1));
    }
    var table = sample.<SqlNode>operand(0);
    var plain = table.getKind() == SqlKind.AS ? ((SqlCall) table).<SqlNode>operand(0) : table;
    if (!(plain instanceof SqlIdentifier) && plain.getKind() != SqlKind.COLLECTION_TABLE) {
      throw refused("TABLESAMPLE of anything but a file or an external table", table);
    }
  }

  private static void checkItems(SqlNodeList items) {
    for (var item : items) {
      var plain = item.getKind() == SqlKind.AS ? ((SqlCall) item).<SqlNode>operand(0) : item;
      if (plain.getKind() == SqlKind.ROW) {
        throw refused("a row of several values as a column", plain);
      }
    }
  }

  private static void checkNames(SqlWith with) {
    var names = new HashSet<String>();
    for (var query : with.withList) {
      var name = ((SqlWithItem) query).name;
      if (!names.add(name.getSimple().toLowerCase(Locale.ROOT))) {
        throw PlacedErrors.at(
            name,
            ErrorCode.INVALID_STATEMENT,
            "two queries of WITH have one name: " + name.getSimple());
      }
    }
  }

  private static void checkWidths(SqlCall values) {
    var widths = values.getOperandList().stream().map(ValuesNames::width).toList();
    for (int i = 1; i < widths.size(); i++) {
      if (!widths.get(i).equals(widths.getFirst())) {
        throw PlacedErrors.at(
            values.operand(i),
            ErrorCode.INVALID_STATEMENT,
            "all rows of VALUES have as many columns as the first, "
                + widths.getFirst()
                + "; this one has "
                + widths.get(i));
      }
    }
  }

  private static void checkOrder(SqlOrderBy order) {
    for (var key : order.orderList) {
      if (plain(key) instanceof SqlDynamicParam) {
        throw refused("a parameter in ORDER BY, which would be the same for all rows,", key);
      }
    }
  }

  /// What is sorted by, without its direction.
  private static SqlNode plain(SqlNode key) {
    return switch (key.getKind()) {
      case DESCENDING, NULLS_FIRST, NULLS_LAST -> plain(((SqlCall) key).operand(0));
      default -> key;
    };
  }

  /// Only COUNT takes a `*`, COALESCE takes nothing less than a value, and nothing is left to
  /// chance.
  private static void checkFunction(SqlCall call) {
    if (!(call.getOperator() instanceof SqlFunction function)) {
      return;
    }
    var name = function.getName().toLowerCase(Locale.ROOT);
    if (name.equals("coalesce") && call.operandCount() == 0) {
      throw PlacedErrors.at(
          call, ErrorCode.TYPE_MISMATCH, "coalesce takes one value or more; got coalesce()");
    }
    if (name.equals("random")) {
      throw PlacedErrors.at(
          call,
          ErrorCode.NOT_SUPPORTED,
          "random is not supported; rand(seed, id) gives the same numbers in every run");
    }
    for (var operand : call.getOperandList()) {
      if (operand instanceof SqlIdentifier star && star.isStar() && !name.equals("count")) {
        throw PlacedErrors.at(
            star, ErrorCode.INVALID_STATEMENT, "only count takes a *; got " + name + "(*)");
      }
    }
  }

  private static RuntimeException refused(String what, SqlNode at) {
    return PlacedErrors.at(at, ErrorCode.NOT_SUPPORTED, what + " is not supported");
  }
}
