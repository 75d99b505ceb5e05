package dev.mutirao.planner.parser;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class StatementSplitterTest {
  private static List<String> sql(String script) {
    return StatementSplitter.split(script).stream().map(StatementSplitter.Part::sql).toList();
  }

  @Test
  void everyStatementKnowsWhereItBegins() {
    assertEquals(
        List.of(
            new StatementSplitter.Part("SELECT 1", 1, 1),
            new StatementSplitter.Part(" SELECT\n2", 1, 10),
            new StatementSplitter.Part("\n  SELECT 3", 2, 3)),
        StatementSplitter.split("SELECT 1; SELECT\n2;\n  SELECT 3"));
  }

  @Test
  void semicolonsSeparateStatements() {
    assertEquals(List.of("SELECT 1", " SELECT 2"), sql("SELECT 1; SELECT 2;"));
  }

  @Test
  void semicolonsInQuotesSeparateNothing() {
    var script = "SELECT 'a;b''c;', \"x;y\" FROM t";
    assertEquals(List.of(script), sql(script));
  }

  @Test
  void semicolonsInCommentsSeparateNothing() {
    var script = "SELECT 1 -- one; two\n + /* three; */ 4";
    assertEquals(List.of(script), sql(script));
  }

  @Test
  void blanksAndCommentsAreNoStatement() {
    assertEquals(List.of(), sql(" ;; -- nothing\n ; /* at all */"));
  }

  @Test
  void anOpenQuoteEndsWithTheScript() {
    assertEquals(List.of("SELECT 'a; SELECT 2"), sql("SELECT 'a; SELECT 2"));
  }

  @Test
  void onlyTheLastSemicolonIsRemoved() {
    assertEquals("SELECT ';'", StatementSplitter.withoutSemicolon("SELECT ';'; -- done"));
    assertEquals("SELECT 1; SELECT 2", StatementSplitter.withoutSemicolon("SELECT 1; SELECT 2"));
  }
}
