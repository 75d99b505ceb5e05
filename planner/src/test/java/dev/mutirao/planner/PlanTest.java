package dev.mutirao.planner;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mutirao.connectors.error.ErrorCode;
import dev.mutirao.connectors.error.MutiraoException;
import dev.mutirao.connectors.source.ColumnPredicate;
import dev.mutirao.connectors.type.Literal;
import dev.mutirao.connectors.type.Type;
import dev.mutirao.executor.plan.PlanNode;
import dev.mutirao.planner.explain.FragmentText;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What runs for a query.
class PlanTest {
  private static final String CITIES_OF_PEOPLE =
      "SELECT d.nome, c.uf FROM 'cidades.csv' c JOIN 'dados.csv' d ON d.cidade = c.cidade WHERE"
          + " d.idade > 30";

  /// The plan of {@link #CITIES_OF_PEOPLE} up to where the cities come from.
  private static final String PEOPLE_WITH_CITIES =
      """
      Fragment 0 on every executor
        Project [nome, uf]
          HashJoin INNER [cidade] = [cidade]
            Project [nome, cidade]
              Scan csv 'dados.csv' [nome, idade, cidade] where (idade > 30)
      """;

  private final PlannerFixture fixture = new PlannerFixture();

  @AfterEach
  void close() {
    fixture.close();
  }

  private void assertPlan(String sql, int executors, String expected) {
    assertEquals(expected, fixture.fragments(sql, executors), sql);
  }

  private List<PlanNode.Scan> scans(String sql) {
    var scans = new ArrayList<PlanNode.Scan>();
    fixture.query(sql, 1).fragments().forEach(fragment -> collect(fragment.root(), scans));
    return scans;
  }

  private static void collect(PlanNode node, List<PlanNode.Scan> scans) {
    if (node instanceof PlanNode.Scan scan) {
      scans.add(scan);
    }
    node.inputs().forEach(input -> collect(input, scans));
  }

  @Test
  void oneExecutorExchangesNothing() {
    assertPlan(
        "SELECT cidade, SUM(salario) AS total FROM 'examples/dados.csv' GROUP BY cidade",
        1,
        """
        Fragment 0 on one executor
          Aggregate SINGLE by [cidade]: sum(salario)
            Scan csv 'dados.csv' [cidade, salario]
        """);
  }

  @Test
  void manyExecutorsAggregateTwice() {
    assertPlan(
        "SELECT cidade, SUM(salario) AS total FROM 'examples/dados.csv' GROUP BY cidade",
        3,
        """
        Fragment 0 on every executor
          Aggregate FINAL by [cidade]: sum
            Receive from fragment 1
        Fragment 1 on every executor, sends by hash of [cidade]
          Aggregate PARTIAL by [cidade]: sum(salario)
            Scan csv 'dados.csv' [cidade, salario]
        """);
  }

  @Test
  void smallTablesAreReadOnEveryExecutorThatJoinsThem() {
    assertPlan(
        CITIES_OF_PEOPLE,
        3,
        PEOPLE_WITH_CITIES
            + """
                  Scan csv 'cidades.csv' [cidade, uf], whole on each
            """);
  }

  @Test
  void smallSidesAreBroadcast() {
    fixture.run("SET optimizer.replicated_rows = 0");
    assertPlan(
        CITIES_OF_PEOPLE,
        3,
        PEOPLE_WITH_CITIES
            + """
                  Receive from fragment 1
            Fragment 1 on every executor, sends everything to all
              Scan csv 'cidades.csv' [cidade, uf]
            """);
  }

  @Test
  void bigSidesAreHashed() {
    assertPlan(
        "SELECT v.valor FROM 'vendas.csv' v JOIN 'vendas.csv' o ON v.id = o.id",
        3,
        """
        Fragment 0 on every executor
          Project [valor]
            HashJoin INNER [id] = [id]
              Receive from fragment 2
              Receive from fragment 1
        Fragment 1 on every executor, sends by hash of [id]
          Scan csv 'vendas.csv' [id]
        Fragment 2 on every executor, sends by hash of [id]
          Scan csv 'vendas.csv' [id, valor]
        """);
  }

  @Test
  void aSideIsSentToAllWhereThatMovesFewerRows() {
    assertPlan(
        "SELECT d.nome FROM 'dados.csv' d JOIN 'clientes.csv' c ON d.nome = c.nome",
        3,
        """
        Fragment 0 on every executor
          Project [nome]
            HashJoin INNER [nome] = [nome]
              Scan csv 'dados.csv' [nome]
              Receive from fragment 1
        Fragment 1 on every executor, sends everything to all
          Scan csv 'clientes.csv' [nome]
        """);
  }

  @Test
  void aSettingDecidesWhatIsSmall() {
    fixture.run("SET optimizer.broadcast_rows = 0");
    assertTrue(
        fixture
            .fragments(
                "SELECT d.nome FROM 'dados.csv' d JOIN 'cidades.csv' c ON d.cidade = c.cidade", 3)
            .contains("sends by hash of [cidade]"));
  }

  @Test
  void topRowsAreCutBeforeTheyTravel() {
    assertPlan(
        "SELECT nome, salario FROM 'dados.csv' ORDER BY salario DESC, nome LIMIT 10 OFFSET 5",
        3,
        """
        Fragment 0 on one executor
          Limit 10 after 5
            Receive from fragment 1, merged by [salario desc, nome]
        Fragment 1 on every executor, sends to one
          TopN 15 by [salario desc, nome]
            Scan csv 'dados.csv' [nome, salario]
        """);
  }

  @Test
  void sortedRowsAreMerged() {
    assertPlan(
        "SELECT nome FROM 'dados.csv' ORDER BY salario NULLS FIRST",
        3,
        """
        Fragment 0 on one executor
          Project [nome]
            Receive from fragment 1, merged by [salario nulls first]
        Fragment 1 on every executor, sends to one
          Sort [salario nulls first]
            Scan csv 'dados.csv' [nome, salario]
        """);
    assertTrue(fixture.query("SELECT nome FROM 'dados.csv' ORDER BY nome", 3).ordered());
    assertFalse(fixture.query("SELECT nome FROM 'dados.csv'", 3).ordered());
  }

  @Test
  void notInJoinsWithRegardToNull() {
    assertPlan(
        "SELECT nome FROM 'clientes.csv' WHERE id NOT IN (SELECT cliente FROM 'vendas.csv')",
        3,
        """
        Fragment 0 on every executor
          Project [nome]
            HashJoin NULL_AWARE_ANTI [id] = [cliente]
              Scan csv 'clientes.csv' [id, nome]
              Receive from fragment 1
        Fragment 1 on every executor, sends everything to all
          Project [CAST(cliente AS BIGINT) as cliente]
            Scan csv 'vendas.csv' [cliente]
        """);
  }

  @Test
  void inIsASemiJoin() {
    assertPlan(
        "SELECT nome FROM 'dados.csv' WHERE cidade IN (SELECT cidade FROM 'cidades.csv' WHERE"
            + " capital)",
        1,
        """
        Fragment 0 on one executor
          Project [nome]
            HashJoin SEMI [cidade] = [cidade]
              Scan csv 'dados.csv' [nome, cidade]
              Project [cidade]
                Scan csv 'cidades.csv' [cidade, capital] where capital
        """);
  }

  @Test
  void aSubqueryMayBeAValue() {
    assertPlan(
        "SELECT nome FROM 'dados.csv' WHERE salario > (SELECT AVG(salario) FROM 'dados.csv')",
        1,
        """
        Fragment 0 on one executor
          Project [nome]
            NestedLoopJoin INNER on (salario > avg)
              Scan csv 'dados.csv' [nome, salario]
              Aggregate SINGLE by []: avg(salario)
                Scan csv 'dados.csv' [salario]
        """);
    assertTrue(
        fixture
            .fragments(
                "SELECT nome FROM 'dados.csv' WHERE cidade = (SELECT cidade FROM 'cidades.csv')", 3)
            .contains("SingleRow"));
  }

  @Test
  void distinctArgumentsAreSpread() {
    assertPlan(
        "SELECT COUNT(DISTINCT cidade) FROM 'dados.csv'",
        3,
        """
        Fragment 0 on one executor
          Aggregate FINAL by []: count
            Receive from fragment 1
        Fragment 1 on every executor, sends to one
          Aggregate PARTIAL by []: count(cidade)
            Aggregate FINAL by [cidade]
              Receive from fragment 2
        Fragment 2 on every executor, sends by hash of [cidade]
          Aggregate PARTIAL by [cidade]
            Scan csv 'dados.csv' [cidade]
        """);
  }

  @Test
  void countingRowsReadsNoColumn() {
    assertPlan(
        "SELECT COUNT(*) FROM 'dados.csv'",
        1,
        """
        Fragment 0 on one executor
          Aggregate SINGLE by []: count(*)
            Scan csv 'dados.csv' []
        """);
  }

  @Test
  void queriesWithoutRowsScanNothing() {
    for (var sql :
        List.of(
            "SELECT * FROM 'dados.csv' WHERE 1 <> 1",
            "SELECT nome FROM 'dados.csv' LIMIT 0",
            "SELECT * FROM 'dados.csv' WHERE FALSE ORDER BY nome LIMIT 5")) {
      assertEquals(List.of(), scans(sql), sql);
    }
  }

  @Test
  void conditionsReachTheScan() {
    var scan =
        scans(
                "SELECT nome FROM 'dados.csv' WHERE idade BETWEEN 5 AND 9 AND cidade IN ('a', 'b')"
                    + " AND 3.5 < salario AND nome IS NOT NULL")
            .getFirst();
    assertEquals(List.of(0, 1, 2, 3), scan.request().columns());
    assertEquals(
        java.util.Set.of(
            new ColumnPredicate.Comparison(
                1, ColumnPredicate.Operator.GREATER_OR_EQUAL, Literal.of(5)),
            new ColumnPredicate.Comparison(
                1, ColumnPredicate.Operator.LESS_OR_EQUAL, Literal.of(9)),
            new ColumnPredicate.In(2, List.of(Literal.of("a"), Literal.of("b"))),
            new ColumnPredicate.Comparison(3, ColumnPredicate.Operator.GREATER, Literal.of(3.5)),
            new ColumnPredicate.IsNotNull(0)),
        java.util.Set.copyOf(scan.request().predicates()));
  }

  @Test
  void limitsReachTheScan() {
    assertEquals(
        OptionalLong.of(7),
        scans("SELECT nome FROM 'dados.csv' LIMIT 5 OFFSET 2").getFirst().request().limit());
    assertEquals(
        OptionalLong.empty(),
        scans("SELECT nome FROM 'dados.csv' WHERE idade > 3 LIMIT 5").getFirst().request().limit());
  }

  @Test
  void passesCanBeSwitchedOff() {
    fixture.run("SET optimizer.disabled = 'scan_pushdown, constant_folding'");
    assertTrue(
        fixture
            .fragments("SELECT nome FROM 'dados.csv' WHERE idade > 3", 1)
            .contains("Scan csv 'dados.csv' [nome, idade, cidade, salario, admissao]\n"));
  }

  @Test
  void outerJoinsKeepTheirNames() {
    assertPlan(
        "SELECT d.nome, c.uf FROM 'dados.csv' d LEFT JOIN 'cidades.csv' c ON d.cidade = c.cidade"
            + " AND d.idade > 3",
        1,
        """
        Fragment 0 on one executor
          Project [nome, uf]
            HashJoin LEFT [cidade] = [cidade] and (idade > 3)
              Scan csv 'dados.csv' [nome, idade, cidade]
              Scan csv 'cidades.csv' [cidade, uf]
        """);
  }

  @Test
  void unionsOfScansStayWhereTheyAre() {
    assertPlan(
        "SELECT cidade FROM 'dados.csv' UNION ALL SELECT cidade FROM 'cidades.csv' UNION ALL VALUES"
            + " ('x')",
        3,
        """
        Fragment 0 on every executor
          Union
            Scan csv 'dados.csv' [cidade]
            Scan csv 'cidades.csv' [cidade]
            Receive from fragment 1
        Fragment 1 on one executor, sends in turn
          Values 1 rows
        """);
  }

  @Test
  void parametersTakeTheirPlace() {
    var planned =
        fixture.plan(
            "SELECT nome FROM 'dados.csv' WHERE idade > ? AND nome = ?",
            1,
            Literal.of(30),
            Literal.of("Ana"));
    assertTrue(
        FragmentText.of(((PlannedStatement.Query) planned).plan())
            .contains("(idade > 30) AND (nome = 'Ana')"));
    var error =
        assertThrows(
            MutiraoException.class,
            () -> fixture.plan("SELECT nome FROM 'dados.csv' WHERE idade > ?", 1));
    assertEquals(ErrorCode.INVALID_STATEMENT, error.code());
  }

  @Test
  void parametersLimitRows() {
    var sql = "SELECT nome FROM 'dados.csv' LIMIT ? OFFSET ?";
    assertEquals(
        text(fixture.plan("SELECT nome FROM 'dados.csv' LIMIT 2 OFFSET 1", 1)),
        text(fixture.plan(sql, 1, Literal.of(2), Literal.of(1L))));
    var none = Literal.ofNull(Type.Simple.BIGINT);
    assertEquals(
        text(fixture.plan("SELECT nome FROM 'dados.csv'", 1)),
        text(fixture.plan(sql, 1, none, none)));
    var wrongs = Map.of("-1", Literal.of(-1), "'2'", Literal.of("2"), "1.5", Literal.of(1.5));
    for (var wrong : wrongs.entrySet()) {
      var error =
          assertThrows(
              MutiraoException.class, () -> fixture.plan(sql, 1, wrong.getValue(), Literal.of(0)));
      assertEquals(
          "line 1, column 1: LIMIT expects a whole number from 0, got " + wrong.getKey(),
          error.getMessage());
    }
  }

  private static String text(PlannedStatement planned) {
    return FragmentText.of(((PlannedStatement.Query) planned).plan());
  }

  @Test
  void aParameterMayBeNull() {
    var planned =
        fixture.plan(
            "SELECT nome FROM 'dados.csv' WHERE idade > ?", 1, Literal.ofNull(Type.Simple.BIGINT));
    assertEquals(
        "Fragment 0 on one executor\n  Values 0 rows\n",
        FragmentText.of(((PlannedStatement.Query) planned).plan()));
  }

  @Test
  void fragmentsComeAfterTheirConsumers() {
    var plan =
        fixture.query(
            "SELECT c.uf, COUNT(DISTINCT d.nome) FROM 'dados.csv' d JOIN 'clientes.csv' c2 ON"
                + " d.nome = c2.nome JOIN 'cidades.csv' c ON c.cidade = c2.cidade GROUP BY c.uf"
                + " ORDER BY 2 LIMIT 3",
            3);
    for (var i = 0; i < plan.fragments().size(); i++) {
      assertEquals(i, plan.fragments().get(i).number());
      assertReadsLater(plan.fragments().get(i).root(), i);
    }
  }

  private static void assertReadsLater(PlanNode node, int fragment) {
    if (node instanceof PlanNode.RemoteSource source) {
      assertTrue(source.fragment() > fragment);
    }
    node.inputs().forEach(input -> assertReadsLater(input, fragment));
  }

  @Test
  void explainShowsAllPlans() {
    var lines = fixture.rows("EXPLAIN SELECT cidade, COUNT(*) FROM 'dados.csv' GROUP BY cidade");
    assertTrue(
        lines.contains("Logical plan")
            && lines.contains("Optimised plan")
            && lines.contains("Fragments"));
    assertTrue(lines.contains("      Scan csv 'dados.csv' [cidade]"), lines.toString());
    var json = fixture.rows("EXPLAIN (FORMAT JSON) SELECT 1").getFirst();
    assertTrue(json.startsWith("{\"logical\":[") && json.endsWith("}"), json);
    var steps =
        Pattern.compile("\"step\":\"(\\w+)\",\"nanos\":[0-9]+")
            .matcher(json)
            .results()
            .map(step -> step.group(1))
            .toList();
    assertEquals(List.of("parse", "validate", "subqueries"), steps.subList(0, 3));
    assertEquals(
        List.of("common_subplans", "fragments"), steps.subList(steps.size() - 2, steps.size()));
  }
}
