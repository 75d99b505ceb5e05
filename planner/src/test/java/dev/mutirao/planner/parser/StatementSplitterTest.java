package dev.mutirao.planner.parser;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class StatementSplitterTest {
  @Test
  void semicolonsSeparateStatements() {
    assertEquals(List.of("SELECT 1", " SELECT 2"), StatementSplitter.split("SELECT 1; SELECT 2;"));
  }

  @Test
  void semicolonsInQuotesSeparateNothing() {
    var script = "SELECT 'a;b''c;', \"x;y\" FROM t";
    assertEquals(List.of(script), StatementSplitter.split(script));
  }

  @Test
  void semicolonsInCommentsSeparateNothing() {
    var script = "SELECT 1 -- one; two\n + /* three; */ 4";
    assertEquals(List.of(script), StatementSplitter.split(script));
  }

  @Test
  void blanksAndCommentsAreNoStatement() {
    assertEquals(List.of(), StatementSplitter.split(" ;; -- nothing\n ; /* at all */"));
  }

  @Test
  void anOpenQuoteEndsWithTheScript() {
    assertEquals(List.of("SELECT 'a; SELECT 2"), StatementSplitter.split("SELECT 'a; SELECT 2"));
  }

  @Test
  void onlyTheLastSemicolonIsRemoved() {
    assertEquals("SELECT ';'", StatementSplitter.withoutSemicolon("SELECT ';'; -- done"));
    assertEquals("SELECT 1; SELECT 2", StatementSplitter.withoutSemicolon("SELECT 1; SELECT 2"));
  }
}
