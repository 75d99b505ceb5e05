package dev.mutirao.server.random;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// Makes queries over given tables.
final class QueryMaker implements SubqueryMaker {
  private static final int MOST_SUBQUERIES = 3;

  private final Choices choices;
  private final SourceMaker sources;
  private final ExpressionMaker expressions;
  private final AggregateMaker aggregates;
  private final WindowMaker windows;
  private int names;
  private int subqueries;

  private QueryMaker(List<Table> tables, Choices choices) {
    this.choices = choices;
    this.expressions = new ExpressionMaker(choices, this);
    this.aggregates = new AggregateMaker(choices, expressions);
    this.windows = new WindowMaker(choices, expressions, aggregates);
    this.sources = new SourceMaker(choices, tables, expressions, this::derived, this::lateral);
  }

  /// The query that these choices make.
  static RandomQuery query(List<Table> tables, Choices choices) {
    return new QueryMaker(tables, choices).query();
  }

  private RandomQuery query() {
    var with = new ArrayList<Sql>();
    int common = choices.oneIn(4) ? 1 + choices.below(2) : 0;
    for (int i = 0; i < common; i++) {
      var block = block(List.of(), Optional.empty(), 1, false);
      with.add(Sql.of("w" + i + " AS (%s)", block.sql()));
      sources.addCommon("w" + i, block);
    }
    boolean ordered = choices.oneIn(2);
    var block = block(List.of(), Optional.empty(), 2, !ordered);
    if (!ordered && choices.oneIn(12)) {
      block = star();
    }
    if (ordered && choices.oneIn(12)) {
      block = first(block);
    }
    var body = ordered ? limited(block, true).sql() : block.sql();
    var sql = with.isEmpty() ? body : Sql.of("WITH %s %s", Sql.join(", ", with), body);
    return new RandomQuery(sql, block.columns(), ordered);
  }

  /// All columns of what is in FROM.
  private Block star() {
    var source = sources.make(2, Optional.empty());
    var where = where(Scope.of(source, Optional.empty()));
    var names = source.columns().stream().map(column -> column.sql().ours()).toList();
    // DuckDB leaves the columns of USING where the left table has them.
    var listed = Sql.join(", ", source.columns().stream().map(Expression::sql).toList());
    return new Block(
        Sql.either(
            "SELECT * FROM %2$s%3$s", "SELECT %1$s FROM %2$s%3$s", listed, source.sql(), where),
        names,
        source.columns(),
        List.of(),
        source.rows());
  }

  /// The first row of those that share a value.
  private Block first(Block block) {
    int on = choices.below(block.columns().size());
    var order = new ArrayList<Sql>();
    order.add(Sql.of("%s%s", block.names().get(on), windows.direction()));
    block.names().forEach(name -> order.add(Sql.of("%s%s", name, windows.direction())));
    return new Block(
        Sql.of(
            "SELECT * FROM (SELECT DISTINCT ON (%s) * FROM (%s) AS q ORDER BY %s) AS f",
            block.names().get(on), block.sql(), Sql.join(", ", order)),
        block.names(),
        block.columns(),
        List.of(on),
        block.rows());
  }

  /// A subquery in FROM.
  private Block derived(int depth) {
    var block = block(List.of(), Optional.empty(), depth, false);
    boolean combined = block.sql().ours().startsWith("(");
    return !combined && choices.oneIn(6) ? limited(block, false) : block;
  }

  /// A subquery that may depend on the rows of a source, mostly with one row.
  private Block lateral(Source source) {
    subqueries++;
    var kinds = List.of(choices.of(source.columns()).kind());
    var outer = Optional.of(Scope.of(source, Optional.empty()).withoutSubqueries());
    return choices.oneIn(3) ? plain(kinds, outer, 0, false) : aggregated(kinds, outer, 0, false);
  }

  /// Orders by all columns, so that only equal rows can change places, and takes some.
  private Block limited(Block block, boolean optional) {
    var by = new ArrayList<Sql>();
    var positions = new ArrayList<>(IntStream.range(0, block.columns().size()).boxed().toList());
    while (!positions.isEmpty()) {
      int next = positions.remove(choices.below(positions.size()));
      var named = choices.oneIn(2) ? block.names().get(next) : String.valueOf(next + 1);
      by.add(Sql.of("%s%s", named, windows.direction()));
    }
    int limit = choices.of(List.of(5, 1, 20, 0, 3, 1000));
    var tail =
        switch (choices.below(optional ? 4 : 2)) {
          case 1 -> " LIMIT " + limit + " OFFSET " + choices.of(List.of(1, 0, 3, 50));
          case 2, 3 -> "";
          default -> " LIMIT " + limit;
        };
    return new Block(
        Sql.of("%s ORDER BY %s%s", block.sql(), Sql.join(", ", by), tail),
        block.names(),
        block.columns(),
        block.key(),
        tail.isEmpty() ? block.rows() : Math.min(limit, block.rows()));
  }

  /// @param wanted the kinds of its columns; empty for any
  /// @param approximate whether columns may be what the engines round differently
  private Block block(List<Kind> wanted, Optional<Scope> outer, int depth, boolean approximate) {
    return switch (choices.below(depth > 0 ? 7 : 6)) {
      case 0, 1, 2 -> plain(wanted, outer, depth, approximate);
      case 3, 4 -> grouped(wanted, outer, depth, approximate);
      case 5 -> aggregated(wanted, outer, depth, approximate);
      default -> combined(wanted, outer, depth);
    };
  }

  private Block plain(List<Kind> wanted, Optional<Scope> outer, int depth, boolean approximate) {
    var source = sources.make(depth, outer);
    var scope = Scope.of(source, outer);
    var where = where(scope);
    var items = new ArrayList<Expression>();
    var kinds =
        wanted.isEmpty()
            ? IntStream.range(0, 1 + choices.below(4))
                .mapToObj(i -> Optional.<Kind>empty())
                .toList()
            : wanted.stream().map(Optional::of).toList();
    boolean distinct = choices.oneIn(6);
    for (var kind : kinds) {
      items.add(
          kind.isPresent()
              ? expressions.make(kind.orElseThrow(), scope, 2)
              : choices.oneIn(6)
                  ? windows.make(scope, source.key(), approximate && !distinct)
                  : expressions.any(scope, 2));
    }
    var key = new ArrayList<Integer>();
    if (wanted.isEmpty() && !distinct && !source.key().isEmpty() && choices.oneIn(2)) {
      for (var column : source.key()) {
        key.add(items.size());
        items.add(column);
      }
    }
    if (distinct) {
      IntStream.range(0, items.size()).forEach(key::add);
    }
    var qualify = wanted.isEmpty() && choices.oneIn(10) ? qualify(scope, source.key()) : Sql.NONE;
    return select(
        distinct, items, Sql.of("FROM %s%s%s", source.sql(), where, qualify), key, source.rows());
  }

  private Sql where(Scope scope) {
    return choices.oneIn(2) || scope.outer().isPresent()
        ? Sql.of(" WHERE %s", expressions.predicate(scope, 2))
        : Sql.NONE;
  }

  private Sql qualify(Scope scope, List<Expression> key) {
    var window = windows.make(scope, key, false);
    return Sql.of(
        " QUALIFY %s %s %s",
        window,
        choices.of(List.of("<=", "=", ">", "IS DISTINCT FROM")),
        window.kind().isInteger()
            ? Sql.of("2")
            : expressions.leaf(window.kind(), scope.withoutOuter()).sql());
  }

  private Block grouped(List<Kind> wanted, Optional<Scope> outer, int depth, boolean approximate) {
    var source = sources.make(depth, outer);
    var scope = Scope.of(source, outer);
    var where = where(scope);
    var plainScope = scope.withoutOuter().withoutSubqueries();
    var groups = new ArrayList<Expression>();
    int count = 1 + choices.below(3);
    for (int i = 0; i < count; i++) {
      var group = expressions.variable(plainScope, choices.below(2));
      if (!group.constant()) {
        groups.add(group);
      }
    }
    if (groups.isEmpty()) {
      return aggregated(wanted, outer, depth, approximate);
    }
    var computed = new ArrayList<>(groups);
    int calls = 1 + choices.below(3);
    for (int i = 0; i < calls; i++) {
      computed.add(aggregates.any(scope, Sql.NONE, approximate));
    }
    boolean sets = choices.oneIn(4);
    var ungrouped = new Scope(computed, Optional.empty(), source.rows(), false);
    if (sets) {
      aggregates.grouping(groups.getFirst()).ifPresent(computed::add);
    }
    var after = new Scope(computed, Optional.empty(), source.rows(), false);
    var items = new ArrayList<Expression>();
    boolean positions = !sets && wanted.isEmpty() && choices.oneIn(4);
    var key = new ArrayList<Integer>();
    if (wanted.isEmpty()) {
      for (var expression : computed) {
        if (items.size() < groups.size()) {
          key.add(items.size());
          items.add(expression);
        } else {
          items.add(choices.oneIn(4) ? expressions.any(after, 2) : expression);
        }
      }
      if (choices.oneIn(8)) {
        items.add(windows.make(ungrouped, sets ? List.of() : groups, false));
      }
    } else {
      wanted.forEach(kind -> items.add(expressions.make(kind, after, 1)));
    }
    if (sets) {
      key.clear();
    }
    var by =
        positions
            ? IntStream.rangeClosed(1, groups.size())
                .mapToObj(i -> Sql.of(String.valueOf(i)))
                .toList()
            : groups.stream().map(Expression::sql).toList();
    var having =
        choices.oneIn(4) ? Sql.of(" HAVING %s", expressions.predicate(after, 1)) : Sql.NONE;
    return select(
        false,
        items,
        Sql.of(
            "FROM %s%s GROUP BY %s%s",
            source.sql(), where, sets ? groupingSets(by) : Sql.join(", ", by), having),
        key,
        source.rows() * (sets ? 4 : 1) + 1);
  }

  private Sql groupingSets(List<Sql> groups) {
    var all = Sql.join(", ", groups);
    return switch (choices.below(4)) {
      case 0 -> Sql.of("ROLLUP (%s)", all);
      case 1 -> Sql.of("CUBE (%s)", all);
      case 2 -> Sql.of("GROUPING SETS ((%s), (%s))", all, groups.getLast());
      default -> Sql.of("GROUPING SETS ((%s), (), (%s))", groups.getFirst(), all);
    };
  }

  /// One row: aggregates without groups.
  private Block aggregated(
      List<Kind> wanted, Optional<Scope> outer, int depth, boolean approximate) {
    var source = sources.make(depth, outer);
    var scope = Scope.of(source, outer);
    var where = where(scope);
    var computed = new ArrayList<Expression>();
    var items = new ArrayList<Expression>();
    if (wanted.isEmpty()) {
      int calls = 1 + choices.below(3);
      for (int i = 0; i < calls; i++) {
        computed.add(aggregates.any(scope, Sql.NONE, approximate));
      }
      items.addAll(computed);
    } else {
      wanted.forEach(kind -> items.add(aggregates.of(kind, scope)));
    }
    return select(
        false,
        items,
        Sql.of("FROM %s%s", source.sql(), where),
        IntStream.range(0, items.size()).boxed().toList(),
        1);
  }

  private Block combined(List<Kind> wanted, Optional<Scope> outer, int depth) {
    var left = block(wanted, outer, depth - 1, false);
    var kinds = left.columns().stream().map(Expression::kind).toList();
    var right = block(kinds, outer, depth - 1, false);
    var columns = new ArrayList<Expression>();
    for (int i = 0; i < kinds.size(); i++) {
      columns.add(left.columns().get(i).or(right.columns().get(i), Sql.NONE));
    }
    var operator =
        choices.of(
            List.of("UNION ALL", "UNION", "INTERSECT", "EXCEPT", "INTERSECT ALL", "EXCEPT ALL"));
    return new Block(
        Sql.of("(%s) %s (%s)", left.sql(), operator, right.sql()),
        left.names(),
        columns,
        operator.endsWith("ALL") ? List.of() : IntStream.range(0, columns.size()).boxed().toList(),
        left.rows() + right.rows());
  }

  private Block select(
      boolean distinct, List<Expression> items, Sql rest, List<Integer> key, long rows) {
    var names = new ArrayList<String>();
    var written = new ArrayList<Sql>();
    for (var item : items) {
      names.add("x" + this.names++);
      written.add(Sql.of("%s AS %s", item, names.getLast()));
    }
    return new Block(
        Sql.of("SELECT %s%s %s", distinct ? "DISTINCT " : "", Sql.join(", ", written), rest),
        names,
        items,
        key,
        rows);
  }

  @Override
  public boolean allowed() {
    return subqueries < MOST_SUBQUERIES;
  }

  @Override
  public Sql in(Expression subject, Scope scope) {
    return Sql.of(
        choices.oneIn(3) ? "(%s NOT IN (%s))" : "(%s IN (%s))",
        subject,
        inner(subject.kind(), scope).sql());
  }

  @Override
  public Sql rowIn(Expression first, Expression second, Scope scope) {
    subqueries++;
    var outer = choices.oneIn(3) ? Optional.of(scope) : Optional.<Scope>empty();
    var block = block(List.of(first.kind(), second.kind()), outer, 0, false);
    return Sql.of(
        choices.oneIn(3) ? "((%s, %s) NOT IN (%s))" : "((%s, %s) IN (%s))",
        first,
        second,
        block.sql());
  }

  @Override
  public Sql exists(Scope scope) {
    return Sql.of(
        choices.oneIn(3) ? "(NOT EXISTS (%s))" : "(EXISTS (%s))", inner(Kind.INTEGER, scope).sql());
  }

  @Override
  public Sql quantified(Expression subject, Scope scope) {
    return Sql.of(
        "(%s %s %s (%s))",
        subject,
        choices.of(List.of("=", "<", ">", "<>", "<=", ">=")),
        choices.of(List.of("ANY", "ALL")),
        inner(subject.kind(), scope).sql());
  }

  private Block inner(Kind kind, Scope scope) {
    subqueries++;
    return block(List.of(kind), around(scope), 0, false);
  }

  /// What a subquery may name of the queries around it: where one of them is named already, this
  /// one mostly is, too.
  private Optional<Scope> around(Scope scope) {
    boolean named = scope.outer().isPresent() ? choices.allButOneIn(4) : choices.oneIn(2);
    return named ? Optional.of(scope) : Optional.empty();
  }

  @Override
  public Expression scalar(Kind kind, Scope scope) {
    subqueries++;
    var block =
        choices.oneIn(3)
            ? lookedUp(kind, scope)
            : aggregated(List.of(kind), around(scope), 0, false);
    return block.columns().getFirst().as(Sql.of("(%s)", block.sql()));
  }

  /// A value of the row of a table whose key is one of the query around, if there is such a row.
  private Block lookedUp(Kind kind, Scope around) {
    var source = sources.table();
    var key = source.key().getFirst();
    var sought = expressions.make(key.kind(), around.withoutSubqueries(), 0);
    var scope = Scope.of(source, Optional.of(around)).withoutSubqueries();
    var also = choices.oneIn(3) ? Sql.of(" AND %s", expressions.predicate(scope, 1)) : Sql.NONE;
    return select(
        choices.oneIn(6),
        List.of(expressions.make(kind, scope, 1)),
        Sql.of("FROM %s WHERE %s = %s%s", source.sql(), key, sought, also),
        List.of(),
        1);
  }
}
