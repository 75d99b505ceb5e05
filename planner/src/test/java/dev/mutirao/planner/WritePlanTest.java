package dev.mutirao.planner;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mutirao.connectors.error.ErrorCode;
import dev.mutirao.connectors.type.Type;
import dev.mutirao.executor.plan.WriteTarget;
import dev.mutirao.planner.explain.FragmentText;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class WritePlanTest {
  private final PlannerFixture fixture = new PlannerFixture();

  @AfterEach
  void close() {
    fixture.close();
  }

  private PlannedStatement.Write write(String sql, int executors) {
    return (PlannedStatement.Write) fixture.plan(sql, executors);
  }

  private void assertPlan(String sql, String expected) {
    assertEquals(expected, FragmentText.of(write(sql, 3).plan()), sql);
  }

  @Test
  void everyExecutorWritesIntoAFolder() {
    assertPlan(
        "COPY 'dados.csv' TO 'out' (FORMAT csv, PARTITION_BY (cidade))",
        """
        Fragment 0 on every executor
          Write csv folder '/data/out' by [cidade]
            Scan csv 'dados.csv' [nome, idade, cidade, salario, admissao]
        """);
  }

  @Test
  void rowsOfOneFileAreGathered() {
    assertPlan(
        "COPY (SELECT nome FROM 'dados.csv') TO 'out.csv'",
        """
        Fragment 0 on one executor
          Write csv file '/data/out.csv'
            Receive from fragment 1
        Fragment 1 on every executor, sends to one
          Scan csv 'dados.csv' [nome]
        """);
  }

  @Test
  void orderedRowsAreMerged() {
    assertPlan(
        "COPY (SELECT nome AS n FROM 'dados.csv' ORDER BY idade) TO 'out.csv'",
        """
        Fragment 0 on one executor
          Write csv file '/data/out.csv'
            Project [nome as n]
              Receive from fragment 1, merged by [idade]
        Fragment 1 on every executor, sends to one
          Sort [idade]
            Scan csv 'dados.csv' [nome, idade]
        """);
  }

  @Test
  void targetSaysEverythingThatWritingNeeds() {
    var target =
        write("COPY 'cidades.csv' TO 'x/' (format CSV, delimiter ';', overwrite)", 1).target();
    assertEquals("/data/x", target.path());
    assertEquals(WriteTarget.Kind.FOLDER, target.kind());
    assertTrue(target.overwrite());
    assertEquals(";", target.settings().get("delimiter"));
    assertEquals(".csv", target.ending());
    assertEquals("/data/.mutirao-" + target.tag() + ".writing", target.staging());
  }

  @Test
  void tableOverWrittenFilesIsReadAsTheyWereWritten() {
    var write =
        write(
            "CREATE EXTERNAL TABLE t LOCATION 'dir' FORMAT csv OPTIONS (delimiter ';', compression"
                + " 'gzip') AS SELECT cidade, capital FROM 'cidades.csv'",
            1);
    assertEquals(".csv.gz", write.target().ending());
    var created =
        (dev.mutirao.planner.catalog.CatalogObject.ExternalTable)
            write.created().orElseThrow().object();
    assertEquals(";", created.options().get("delimiter"));
    assertEquals(Type.Simple.BOOLEAN, created.columns().orElseThrow().type(1));
  }

  @Test
  void parametersWantValues() {
    var failure = fixture.error("COPY (SELECT ? + 1 AS a) TO 'x.csv'");
    assertEquals(ErrorCode.INVALID_STATEMENT, failure.code());
    assertEquals(
        "line 1, column 1: the statement has 1 parameter (?), but 0 values were given",
        failure.getMessage());
  }

  @Test
  void columnListAndQueryExcludeEachOther() {
    var failure =
        fixture.error("CREATE EXTERNAL TABLE t (a INT) LOCATION 'dir' FORMAT csv AS SELECT 1 AS a");
    assertEquals(
        "line 1, column 23: CREATE EXTERNAL TABLE ... AS takes its columns from the query; leave out"
            + " the list of columns, and cast in the query: t",
        failure.getMessage());
  }
}
