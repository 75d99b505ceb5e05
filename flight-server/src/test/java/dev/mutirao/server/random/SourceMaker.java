package dev.mutirao.server.random;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
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
  private final Function<Source, Block> lateral;
  private final List<Common> common = new ArrayList<>();
  private int aliases;

  /// @param derived makes a subquery of a depth
  /// @param lateral makes a subquery that may depend on the rows of a source
  SourceMaker(
      Choices choices,
      List<Table> tables,
      ExpressionMaker expressions,
      IntFunction<Block> derived,
      Function<Source, Block> lateral) {
    this.choices = choices;
    this.tables = tables;
    this.expressions = expressions;
    this.derived = derived;
    this.lateral = lateral;
  }

  /// Makes a subquery of WITH known.
  void addCommon(String name, Block block) {
    common.add(new Common(name, block));
  }

  /// @param outer the columns of the query around a subquery, which conditions of joins may name
  Source make(int depth, Optional<Scope> outer) {
    int which = choices.below(depth > 0 ? 6 : 3);
    if (which == 2 || which > 3) {
      return join(depth, outer);
    }
    if (choices.oneIn(12)) {
      return switch (choices.below(4)) {
        case 0 -> using();
        case 1 -> natural();
        case 2 -> lateral();
        default -> reachable("a" + aliases++);
      };
    }
    return single(depth);
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
    if (choices.oneIn(16)) {
      return choices.oneIn(2) ? values(alias) : range(alias);
    }
    return table(choices.of(tables), alias);
  }

  /// A table, whose key is one whole number.
  Source table() {
    return table(choices.of(tables), "a" + aliases++);
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

  /// A few rows that are written out, with a number that no two share.
  private Source values(String alias) {
    var kind = choices.of(Kind.ALL);
    var column = Literals.typed(kind, choices);
    int rows = 1 + choices.below(5);
    var written = new ArrayList<Sql>();
    for (int row = 0; row < rows; row++) {
      var value = choices.oneIn(4) ? Literals.none(kind) : Literals.typed(kind, choices);
      written.add(Sql.of("(%s, %s)", row, value));
      column = column.or(value, Sql.NONE);
    }
    var id = Expression.number(Kind.INTEGER, rows, Sql.of(alias + ".id"));
    return new Source(
        Sql.of("(VALUES %s) AS %s(id, v)", Sql.join(", ", written), alias),
        List.of(id, column.as(Sql.of(alias + ".v"))),
        List.of(id),
        rows);
  }

  /// Two tables joined by columns of the same name, which become one.
  private Source using() {
    var left = choices.of(tables);
    var right = choices.of(tables);
    long rows = (long) left.rows().size() * right.rows().size();
    var name = rows > MOST_ROWS || choices.oneIn(2) ? "id" : "k";
    var type = choices.of(List.of("JOIN", "LEFT JOIN", "RIGHT JOIN", "FULL JOIN"));
    var first = table(left, "a" + aliases++);
    var second = table(right, "a" + aliases++);
    int merged = name.equals("id") ? 0 : 1;
    var columns = new ArrayList<Expression>();
    columns.add(
        first.columns().get(merged).or(second.columns().get(merged), Sql.NONE).as(Sql.of(name)));
    for (var side : List.of(first, second)) {
      for (int i = 0; i < side.columns().size(); i++) {
        if (i != merged) {
          columns.add(side.columns().get(i));
        }
      }
    }
    var key =
        merged == 0
            ? List.of(columns.getFirst())
            : List.of(first.key().getFirst(), second.key().getFirst());
    return new Source(
        Sql.of("%s %s %s USING (%s)", first.sql(), type, second.sql(), name),
        columns,
        key,
        Math.max(merged == 0 ? 0 : rows, left.rows().size() + right.rows().size()));
  }

  /// Two subqueries with one column name in common, by which they are joined.
  private Source natural() {
    var left = choices.of(tables);
    var right = choices.of(tables);
    boolean unique = (long) left.rows().size() * right.rows().size() > MOST_ROWS;
    var common = left.columns().get(unique ? 0 : 1 + choices.below(2)); // id, k or s
    var first = renamed(left, common.name());
    var second = renamed(right, common.name());
    var columns =
        List.of(
            first.columns().get(0).or(second.columns().get(0), Sql.NONE).as(Sql.of(common.name())),
            first.columns().get(1),
            second.columns().get(1));
    var type = choices.of(List.of("", "LEFT ", "RIGHT ", "FULL "));
    return new Source(
        Sql.of("%s NATURAL %sJOIN %s", first.sql(), type, second.sql()),
        columns,
        List.of(),
        unique ? left.rows().size() + right.rows().size() : most(first.rows(), second.rows()));
  }

  /// Two columns of a table, of which the second has a name of its own.
  private Source renamed(Table table, String kept) {
    var alias = "a" + aliases++;
    var name = "n" + alias;
    var other = choices.of(table.columns());
    var first =
        table.columns().stream().filter(each -> each.name().equals(kept)).findFirst().orElseThrow();
    return new Source(
        Sql.of(
            "(SELECT %s, %s AS %s FROM %s) AS %s", kept, other.name(), name, table.name(), alias),
        List.of(
            first.expression().as(Sql.of(alias + "." + kept)),
            other.expression().as(Sql.of(alias + "." + name))),
        List.of(),
        table.rows().size());
  }

  /// The rows of a table that others lead to, by a recursive query.
  private Source reachable(String alias) {
    var table = choices.of(tables);
    var start = choices.below(20) - 5;
    return new Source(
        Sql.of(
            "(WITH RECURSIVE r AS (SELECT id, k FROM %1$s WHERE id = %2$s"
                + " UNION SELECT t.id, t.k FROM r JOIN %1$s AS t ON t.id = r.k) SELECT * FROM r)"
                + " AS %3$s",
            table.name(), start, alias),
        List.of(
            table.columns().get(0).expression().as(Sql.of(alias + ".id")),
            table.columns().get(1).expression().as(Sql.of(alias + ".k"))),
        List.of(table.columns().get(0).expression().as(Sql.of(alias + ".id"))),
        table.rows().size());
  }

  /// A table and, for every row of it, what a subquery gives.
  private Source lateral() {
    var left = single(0);
    var alias = "a" + aliases++;
    var block = lateral.apply(left);
    boolean many = block.rows() > 1;
    if (many && left.rows() * block.rows() > MOST_ROWS) {
      return left;
    }
    var joined = block.as(alias, Sql.NONE);
    var columns = new ArrayList<>(left.columns());
    columns.addAll(joined.columns());
    var kept =
        choices.oneIn(2) ? "LEFT JOIN LATERAL (%s) AS %s ON TRUE" : "CROSS JOIN LATERAL (%s) AS %s";
    return new Source(
        Sql.of("%s " + kept, left.sql(), block.sql(), alias),
        columns,
        many ? List.of() : left.key(),
        many ? most(left.rows(), block.rows()) : left.rows());
  }

  /// How many rows a join can have that is not by unique keys.
  private static long most(long left, long right) {
    return Math.max(left * right, left + right);
  }

  private Source join(int depth, Optional<Scope> outer) {
    var left = depth > 1 && choices.oneIn(3) ? join(depth - 1, outer) : single(depth - 1);
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
    long rows = large ? left.rows() + right.rows() : most(left.rows(), right.rows());
    if (!large && choices.oneIn(8)) {
      return new Source(Sql.of("%s CROSS JOIN %s", left.sql(), right.sql()), columns, key, rows);
    }
    var type = choices.of(List.of("JOIN", "LEFT JOIN", "RIGHT JOIN", "FULL JOIN"));
    return new Source(
        Sql.of(
            "%s %s %s ON %s",
            left.sql(), type, right.sql(), condition(left, right, columns, large, outer)),
        columns,
        key,
        rows);
  }

  private Sql condition(
      Source left, Source right, List<Expression> columns, boolean large, Optional<Scope> outer) {
    var condition = condition(left, right, columns, large);
    return outer.isPresent() && choices.oneIn(3)
        ? Sql.of(
            "%s AND %s",
            condition, expressions.correlated(new Scope(columns, outer, left.rows(), false)))
        : condition;
  }

  private Sql condition(Source left, Source right, List<Expression> columns, boolean large) {
    var leftScope = new Scope(left.columns(), Optional.empty(), left.rows(), false);
    var rightScope = new Scope(right.columns(), Optional.empty(), right.rows(), false);
    boolean nested = !large && choices.oneIn(8);
    var both = new Scope(columns, Optional.empty(), left.rows(), nested);
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
