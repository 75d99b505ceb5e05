package dev.mutirao.server.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.mutirao.planner.parser.StatementSplitter;
import java.util.List;
import org.junit.jupiter.api.Test;

final class CaretTest {
  @Test
  void pointsAtTheColumnOfTheLine() {
    assertEquals(
        List.of("  FROM nope", "       ^"),
        Caret.below("line 2, column 6: no such table: nope", "SELECT 1\nFROM nope\nWHERE x"));
  }

  @Test
  void tabsAndLettersOfTwoUnitsKeepTheCaretBelowItsColumn() {
    assertEquals(
        List.of("  \t'\uD83D\uDE00', x", "  \t     ^"),
        Caret.below("line 1, column 8: no such column: x", "\t'\uD83D\uDE00', x"));
  }

  @Test
  void longLineIsCutAroundTheColumn() {
    var sql = "a".repeat(300) + "!" + "b".repeat(300);

    var lines = Caret.below("line 1, column 301: what", sql);

    assertEquals('!', lines.getFirst().charAt(lines.getLast().indexOf('^')));
    assertEquals(108, lines.getFirst().length());
  }

  @Test
  void endOfTheStatementIsAPlace() {
    assertEquals(List.of("  SELECT", "        ^"), Caret.below("line 1, column 7: ends", "SELECT"));
  }

  @Test
  void messageWithoutAPlaceInTheStatementHasNone() {
    assertEquals(List.of(), Caret.below("division by zero", "SELECT 1 / 0"));
    assertEquals(List.of(), Caret.below("f.csv, line 1, column 2: bad", "SELECT 1"));
    assertEquals(List.of(), Caret.below("line 7, column 2: bad", "SELECT 1"));
    assertEquals(List.of(), Caret.below("line 1, column 99: bad", "SELECT 1"));
  }

  @Test
  void placesAreThoseOfTheScript() {
    var parts = StatementSplitter.split("SELECT 1; SELECT\nnope;\n\nSELECT 2");

    assertEquals("line 1, column 12: what", Caret.inScript("line 1, column 3: what", parts.get(1)));
    assertEquals("line 2, column 1: what", Caret.inScript("line 2, column 1: what", parts.get(1)));
    assertEquals("line 4, column 8: what", Caret.inScript("line 3, column 8: what", parts.get(2)));
    assertEquals("division by zero", Caret.inScript("division by zero", parts.get(2)));
  }

  /// A statement that fails, and what its message says behind the place where its caret is.
  private record Refusal(String statement, String caret, String message) {}

  @Test
  void refusalsInsideOtherStatementsHaveTheirPlacesInTheScript() {
    var refusals =
        List.of(
            new Refusal(
                "COPY (SELECT nada FROM range(3)) TO 'x.csv'",
                "             ^",
                "no such column: nada"),
            new Refusal(
                "EXPLAIN CREATE TABLE 'x.csv' AS SELECT ntile(0) OVER () FROM range(3)",
                "                                       ^",
                "ntile expects a constant number of buckets, at least 1, got 0"),
            new Refusal(
                "CREATE VIEW v AS SELECT * FROM range(3) FOR UPDATE",
                "                                        ^",
                "FOR UPDATE is not supported"),
            new Refusal(
                "COPY (SELECT 1 AS a) TO 'x.csv' (HEADER, QUOTE 'ab')",
                "                                         ^",
                "option quote expects one ASCII character, got 'ab'"),
            new Refusal(
                "INSERT INTO nowhere VALUES (1)",
                "            ^",
                "no such external table: nowhere"));
    for (var refusal : refusals) {
      int column = refusal.caret().length();
      var run = CommandRun.of("sql", "--format", "csv", "SELECT 1 AS a;\n " + refusal.statement());
      assertEquals(
          "error: line 2, column "
              + (column + 1)
              + ": "
              + refusal.message()
              + "\n   "
              + refusal.statement()
              + "\n   "
              + refusal.caret()
              + "\n",
          run.messages());
    }
  }
}
