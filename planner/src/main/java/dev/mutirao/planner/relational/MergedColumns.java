package dev.mutirao.planner.relational;

import dev.mutirao.connectors.error.PlanErrors;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.apache.calcite.sql.JoinConditionType;
import org.apache.calcite.sql.JoinType;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlJoin;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlSelect;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.util.SqlShuttle;
import org.apache.calcite.sql.validate.ListScope;
import org.apache.calcite.sql.validate.SqlNameMatcher;
import org.apache.calcite.sql.validate.SqlValidatorUtil;
import org.jspecify.annotations.Nullable;

/// The columns that `JOIN ... USING` and `NATURAL JOIN` merge, which Calcite knows in some clauses
/// and calls ambiguous in others. A merged column is the left one, or the first that is not NULL
/// when a join can keep rows of its right side alone.
final class MergedColumns extends SqlShuttle {
  private static final Set<SqlKind> DIRECTIONS =
      EnumSet.of(SqlKind.DESCENDING, SqlKind.NULLS_FIRST, SqlKind.NULLS_LAST);

  private static final String STAR = ""; // what Calcite calls it

  private final List<String> names = new ArrayList<>();
  private final List<SqlNode> leaves = new ArrayList<>(); // the tables, in their order
  private final SqlJoin from;
  private final ListScope tables;
  private final SqlNameMatcher matcher;
  private boolean leftCanBeMissing;

  private MergedColumns(SqlJoin from, ListScope tables, SqlNameMatcher matcher) {
    this.from = from;
    this.tables = tables;
    this.matcher = matcher;
    collect(from);
  }

  /// Spells merged columns out in all clauses of a SELECT, so that they are the same expression in
  /// each.
  ///
  /// @param tables the scope of its FROM clause
  static void spellOut(SqlSelect select, ListScope tables, SqlNameMatcher matcher) {
    if (!(select.getFrom() instanceof SqlJoin join)) {
      return;
    }
    var merged = new MergedColumns(join, tables, matcher);
    if (merged.names.isEmpty()) {
      return;
    }
    var selected = select.getSelectList();
    var names =
        selected.stream().map(item -> String.valueOf(SqlValidatorUtil.alias(item))).toList();
    selected.replaceAll(item -> merged.named(item));
    select.setWhere(merged.in(select.getWhere()));
    select.setHaving(merged.in(select.getHaving()));
    select.setQualify(merged.in(select.getQualify()));
    if (select.getGroup() != null) {
      select.getGroup().replaceAll(item -> item.accept(merged));
    }
    if (select.getOrderList() != null) {
      select
          .getOrderList()
          .replaceAll(item -> merged.isOneOf(names, item) ? item : item.accept(merged));
    }
  }

  private @Nullable SqlNode in(@Nullable SqlNode expression) {
    return expression == null ? null : expression.accept(this);
  }

  /// A selected column keeps its name.
  private SqlNode named(SqlNode item) {
    var changed = Objects.requireNonNull(item.accept(this), "nothing is dropped");
    return changed != item && item instanceof SqlIdentifier name
        ? SqlValidatorUtil.addAlias(changed, name.getSimple())
        : changed;
  }

  /// Whether an item of ORDER BY, without its direction, is the name of a selected column, as far
  /// as can be known here: Calcite looks into a `*`.
  private boolean isOneOf(List<String> selected, SqlNode item) {
    var sorted = item;
    while (sorted instanceof SqlCall call && DIRECTIONS.contains(call.getKind())) {
      sorted = call.operand(0);
    }
    return sorted instanceof SqlIdentifier name
        && name.isSimple()
        && (matcher.indexOf(selected, name.getSimple()) >= 0 || selected.contains(STAR));
  }

  private void collect(SqlNode node) {
    if (node instanceof SqlJoin join) {
      collect(join.getLeft());
      collect(join.getRight());
      var merged = mergedBy(join);
      if (!merged.isEmpty()) {
        names.addAll(merged);
        leftCanBeMissing |=
            join.getJoinType() == JoinType.RIGHT || join.getJoinType() == JoinType.FULL;
      }
    } else {
      leaves.add(node);
    }
  }

  @Override
  public SqlNode visit(SqlIdentifier id) {
    if (!id.isSimple() || matcher.indexOf(names, id.getSimple()) < 0) {
      return id;
    }
    var columns = columns(from, id);
    if (columns.size() < 2) {
      return id;
    }
    return leftCanBeMissing
        ? SqlStdOperatorTable.COALESCE.createCall(id.getParserPosition(), columns)
        : columns.getFirst();
  }

  /// The columns of a name that a part of the FROM clause shows as one.
  ///
  /// @throws dev.mutirao.connectors.error.MutiraoException AMBIGUOUS_COLUMN where several are not
  ///   merged
  private List<SqlNode> columns(SqlNode part, SqlIdentifier id) {
    if (!(part instanceof SqlJoin join)) {
      return column(part, id);
    }
    var left = columns(join.getLeft(), id);
    var right = columns(join.getRight(), id);
    if (left.isEmpty() || right.isEmpty()) {
      return left.isEmpty() ? right : left;
    }
    if (!merges(join, id.getSimple())) {
      var place = id.getParserPosition();
      throw PlanErrors.ambiguousColumn(id.getSimple(), place.getLineNum(), place.getColumnNum());
    }
    var both = new ArrayList<>(left);
    both.addAll(right);
    return both;
  }

  private List<SqlNode> column(SqlNode table, SqlIdentifier id) {
    var fields = fields(table);
    var alias = SqlValidatorUtil.alias(table);
    return alias == null || matcher.indexOf(fields, id.getSimple()) < 0
        ? List.of()
        : List.of(new SqlIdentifier(List.of(alias, id.getSimple()), id.getParserPosition()));
  }

  private boolean merges(SqlJoin join, String name) {
    return matcher.indexOf(mergedBy(join), name) >= 0;
  }

  /// The names of the columns that a join merges.
  private List<String> mergedBy(SqlJoin join) {
    if (join.getConditionType() == JoinConditionType.USING) {
      return SqlIdentifier.simpleNames((SqlNodeList) join.getCondition());
    }
    if (!join.isNatural()) {
      return List.of();
    }
    var right = fields(join.getRight());
    return fields(join.getLeft()).stream()
        .filter(name -> matcher.indexOf(right, name) >= 0)
        .distinct()
        .toList();
  }

  /// The names of all columns of a part of the FROM clause.
  private List<String> fields(SqlNode part) {
    if (!(part instanceof SqlJoin join)) {
      return tables.getChildren().get(leaves.indexOf(part)).getRowType().getFieldNames();
    }
    var both = new ArrayList<>(fields(join.getLeft()));
    both.addAll(fields(join.getRight()));
    return both;
  }

  /// A query within has columns of its own, and an alias is none.
  @Override
  public @Nullable SqlNode visit(SqlCall call) {
    if (call.getKind().belongsTo(SqlKind.QUERY)) {
      return call;
    }
    if (call.getKind() == SqlKind.AS) {
      return SqlStdOperatorTable.AS.createCall(
          call.getParserPosition(), call.operand(0).accept(this), call.operand(1));
    }
    return super.visit(call);
  }
}
