package dev.mutirao.server.random;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;

/// Makes what stands in FROM: tables, subqueries, common subqueries, and joins of them.
final class SourceMaker {
  /// As many pairs of rows a join may make.
  private static final long MOST_ROWS = 100_000;

  private record Common(String name, Block block) {}

  private final Choices choices;
  private final List<Table> tables;
  private final ExpressionMaker expressions;
  private final IntFunction<Block> derived;
  private final List<Common> common = new ArrayList<>();
  private int aliases;

  /// @param derived makes a subquery of a depth
  SourceMaker(
      Choices choices,
      List<Table> tables,
      ExpressionMaker expressions,
      IntFunction<Block> derived) {
    this.choices = choices;
    this.tables = tables;
    this.expressions = expressions;
    this.derived = derived;
  }

  /// Makes a subquery of WITH known.
  void addCommon(String name, Block block) {
    common.add(new Common(name, block));
  }

  Source make(int depth) {
    int which = choices.below(depth > 0 ? 6 : 3);
    return which == 2 || which > 3 ? join(depth) : single(depth);
  }

  private Source single(int depth) {
    var alias = "a" + aliases++;
    if (!common.isEmpty() && choices.allButOneIn(3)) {
      var chosen = choices.of(common);
      return chosen.block().as(alias, Sql.of(chosen.name() + " AS " + alias));
    }
    if (depth > 0 && choices.oneIn(4)) {
      var block = derived.apply(depth - 1);
      return block.as(alias, Sql.of("(%s) AS %s", block.sql(), alias));
    }
    if (choices.oneIn(20)) {
      return range(alias);
    }
    return table(choices.of(tables), alias);
  }

  private static Source table(Table table, String alias) {
    var columns = new ArrayList<Expression>();
    for (var column : table.columns()) {
      columns.add(column.expression().as(Sql.of(alias + "." + column.name())));
    }
    return new Source(
        Sql.of(table.name() + " AS " + alias),
        columns,
        List.of(columns.getFirst()),
        table.rows().size());
  }

  private Source range(String alias) {
    int rows = choices.below(12);
    var column = Expression.number(Kind.BIGINT, 12, Sql.of(alias + ".v"));
    return new Source(
        Sql.either("TABLE(range(%s)) AS %s(v)", "range(%s) AS %s(v)", rows, alias),
        List.of(column),
        List.of(column),
        rows);
  }

  private Source join(int depth) {
    var left = depth > 1 && choices.oneIn(3) ? join(depth - 1) : single(depth - 1);
    var right = single(depth - 1);
    boolean large = left.rows() * right.rows() > MOST_ROWS;
    if (large && right.key().size() != 1) {
      return left;
    }
    var columns = new ArrayList<>(left.columns());
    columns.addAll(right.columns());
    var key = new ArrayList<Expression>();
    if (!left.key().isEmpty() && !right.key().isEmpty()) {
      key.addAll(left.key());
      key.addAll(right.key());
    }
    long rows =
        large
            ? left.rows() + right.rows()
            : Math.max(left.rows() * right.rows(), left.rows() + right.rows());
    if (!large && choices.oneIn(8)) {
      return new Source(Sql.of("%s CROSS JOIN %s", left.sql(), right.sql()), columns, key, rows);
    }
    var type = choices.of(List.of("JOIN", "LEFT JOIN", "RIGHT JOIN", "FULL JOIN"));
    return new Source(
        Sql.of(
            "%s %s %s ON %s",
            left.sql(), type, right.sql(), condition(left, right, columns, large)),
        columns,
        key,
        rows);
  }

  private Sql condition(Source left, Source right, List<Expression> columns, boolean large) {
    var leftScope = new Scope(left.columns(), Optional.empty(), left.rows(), false);
    var rightScope = new Scope(right.columns(), Optional.empty(), right.rows(), false);
    var both = new Scope(columns, Optional.empty(), left.rows(), false);
    if (large) {
      var key = right.key().getFirst();
      var equal = Sql.of("%s = %s", expressions.leaf(key.kind(), leftScope), key);
      return choices.oneIn(4) ? Sql.of("%s AND %s", equal, expressions.predicate(both, 1)) : equal;
    }
    var subject = expressions.any(rightScope, choices.below(2));
    var equal =
        Sql.of("%s = %s", expressions.make(subject.kind(), leftScope, choices.below(2)), subject);
    return switch (choices.below(6)) {
      case 0, 1, 2 -> equal;
      case 3 -> Sql.of("%s AND %s", equal, expressions.predicate(both, 1));
      case 4 -> {
        var other = choices.of(right.columns());
        yield other.approximate()
            ? equal
            : Sql.of("%s AND %s = %s", equal, expressions.leaf(other.kind(), leftScope), other);
      }
      default -> expressions.predicate(both, 1).sql();
    };
  }
}
