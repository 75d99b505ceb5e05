package dev.mutirao.planner.relational;

import dev.mutirao.connectors.error.ErrorCode;
import dev.mutirao.planner.parser.PlacedErrors;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.calcite.rel.type.RelDataTypeField;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlJoin;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.SqlSelect;
import org.apache.calcite.sql.SqlSetOperator;
import org.apache.calcite.sql.SqlWith;
import org.apache.calcite.sql.SqlWithItem;
import org.apache.calcite.sql.util.SqlBasicVisitor;
import org.apache.calcite.sql.util.SqlShuttle;
import org.jspecify.annotations.Nullable;

/// Brings the queries of WITH RECURSIVE into the form that the validator knows: one that reads
/// itself is `first UNION [ALL] step`, where only `step` does; the others are not recursive.
final class RecursiveQueries extends SqlShuttle {
  private boolean found;

  /// Whether a query reads itself.
  boolean found() {
    return found;
  }

  @Override
  public @Nullable SqlNode visit(SqlCall call) {
    if (call instanceof SqlWith with) {
      // Their name counts without regard to case, which Calcite forgets where they are recursive.
      with.withList.stream()
          .map(SqlWithItem.class::cast)
          .filter(item -> item.recursive.booleanValue())
          .forEach(item -> reads(with, item.name.getSimple()));
    }
    return call instanceof SqlWithItem item && item.recursive.booleanValue()
        ? super.visit(normal(item))
        : super.visit(call);
  }

  private SqlWithItem normal(SqlWithItem item) {
    var name = item.name.getSimple();
    if (!reads(item.query, name)) {
      return withQuery(item, item.query, false);
    }
    found = true;
    if (item.query.getKind() != SqlKind.UNION) {
      throw wrong(
          item, "a recursive query has the form (first query) UNION [ALL] (query of " + name + ")");
    }
    var union = (SqlCall) item.query;
    var first = new ArrayList<SqlNode>();
    var steps = new ArrayList<SqlNode>();
    for (var part : parts(union, union.getOperator())) {
      (reads(part, name) ? steps : first).add(part);
    }
    if (first.isEmpty()) {
      throw wrong(
          item, "the first query of a recursive query must not read the query itself: " + name);
    }
    return withQuery(
        item,
        union
            .getOperator()
            .createCall(union.getParserPosition(), joined(union, first), joined(union, steps)),
        true);
  }

  private static SqlWithItem withQuery(SqlWithItem item, SqlNode query, boolean recursive) {
    return new SqlWithItem(
        item.getParserPosition(),
        item.name,
        item.columnList,
        query,
        SqlLiteral.createBoolean(recursive, item.getParserPosition()));
  }

  /// The queries that one kind of UNION joins.
  private static List<SqlNode> parts(SqlNode query, SqlOperator union) {
    if (!(query instanceof SqlCall call)
        || call.getKind() != SqlKind.UNION
        || ((SqlSetOperator) call.getOperator()).isAll() != ((SqlSetOperator) union).isAll()) {
      return List.of(query);
    }
    return call.getOperandList().stream().flatMap(part -> parts(part, union).stream()).toList();
  }

  private static SqlNode joined(SqlCall union, List<SqlNode> parts) {
    var operator = union.getOperator();
    return parts.stream()
        .reduce((left, right) -> operator.createCall(union.getParserPosition(), left, right))
        .orElseThrow();
  }

  /// Whether a FROM clause names `name`; spells the name as the query's own is, which the validator
  /// wants.
  private static boolean reads(SqlNode query, String name) {
    var places = readers(query, name);
    places.forEach(place -> place.setNames(List.of(name), null));
    return !places.isEmpty();
  }

  /// Where FROM clauses name `name`.
  static List<SqlIdentifier> readers(SqlNode query, String name) {
    var readers = new Readers(name);
    query.accept(readers);
    return readers.places;
  }

  private static RuntimeException wrong(SqlWithItem item, String said) {
    return PlacedErrors.at(item.name, ErrorCode.INVALID_STATEMENT, said);
  }

  private static final class Readers extends SqlBasicVisitor<@Nullable Void> {
    private final String name;
    private final List<SqlIdentifier> places = new ArrayList<>();

    Readers(String name) {
      this.name = name;
    }

    @Override
    public @Nullable Void visit(SqlCall call) {
      if (call instanceof SqlSelect select && select.getFrom() != null) {
        from(select.getFrom());
      }
      return super.visit(call);
    }

    private void from(SqlNode node) {
      switch (node) {
        case SqlIdentifier table
            when table.isSimple() && table.getSimple().equalsIgnoreCase(name) ->
            places.add(table);
        case SqlCall call
            when call.getKind() == SqlKind.AS || call.getKind() == SqlKind.TABLESAMPLE ->
            from(call.operand(0));
        case SqlJoin join -> {
          from(join.getLeft());
          from(join.getRight());
        }
        default -> {}
      }
    }
  }

  /// A query in which the first queries of recursive ones have wider types.
  ///
  /// @param columns the columns of each such query, by its name
  static SqlNode withWideFirst(SqlNode query, Map<String, List<RelDataTypeField>> columns) {
    return Objects.requireNonNull(query.accept(new Widening(columns)));
  }

  private static final class Widening extends SqlShuttle {
    private final Map<String, List<RelDataTypeField>> columns;

    Widening(Map<String, List<RelDataTypeField>> columns) {
      this.columns = columns;
    }

    @Override
    public @Nullable SqlNode visit(SqlCall call) {
      var visited = super.visit(call);
      if (!(visited instanceof SqlWithItem item)
          || !item.recursive.booleanValue()
          || !columns.containsKey(item.name.getSimple())) {
        return visited;
      }
      var union = (SqlCall) item.query;
      var first =
          WideColumns.of(
              union.operand(0), Objects.requireNonNull(columns.get(item.name.getSimple())));
      var wide = union.getOperator().createCall(union.getParserPosition(), first, union.operand(1));
      return withQuery(item, wide, true);
    }
  }
}
