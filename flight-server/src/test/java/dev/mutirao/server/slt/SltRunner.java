package dev.mutirao.server.slt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import dev.mutirao.connectors.error.ErrorCode;
import dev.mutirao.connectors.error.MutiraoException;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// Runs the steps of a file against one way into the engine.
final class SltRunner {
  /// A way into the engine: runs a statement and gives its rows, one text a row.
  interface Way extends AutoCloseable {
    /// @throws Exception with the message that a user would see
    List<String> rows(String sql) throws Exception;

    @Override
    void close();
  }

  /// What is wrong with a statement, whatever its tables hold.
  private static final Set<ErrorCode> REFUSALS =
      EnumSet.range(ErrorCode.SYNTAX_ERROR, ErrorCode.ALREADY_EXISTS);

  static {
    REFUSALS.addAll(List.of(ErrorCode.FILE_NOT_FOUND, ErrorCode.NO_MATCHING_FILES));
  }

  private final Map<String, String> names;

  /// @param names what names in braces stand for
  SltRunner(Map<String, String> names) {
    this.names = names;
  }

  void run(SltFile file, Way way) {
    for (var step : file.records()) {
      String place = file.path().getFileName() + ":" + step.line();
      String sql = replaced(step.sql());
      switch (step) {
        case SltRecord.Statement statement -> rows(way, sql, place);
        case SltRecord.Query query -> {
          var expected = query.rows().stream().map(this::replaced).toList();
          var got = rows(way, sql, place);
          if (query.sorted()) {
            expected = expected.stream().sorted().toList();
            got = got.stream().sorted().toList();
          }
          assertEquals(text(expected), text(got), place);
        }
        case SltRecord.Failure failure -> refused(way, sql, replaced(failure.message()), place);
      }
    }
  }

  private String replaced(String text) {
    var replaced = text;
    for (var name : names.entrySet()) {
      replaced = replaced.replace("{" + name.getKey() + "}", name.getValue());
    }
    return replaced;
  }

  private static List<String> rows(Way way, String sql, String place) {
    try {
      return way.rows(sql);
    } catch (Exception problem) {
      return fail(place + ": " + problem.getMessage() + "\n" + sql, problem);
    }
  }

  private static void refused(Way way, String sql, String message, String place) {
    List<String> rows;
    try {
      rows = way.rows(sql);
    } catch (Exception problem) {
      String said = String.valueOf(problem.getMessage());
      assertTrue(said.contains(message), () -> place + ": expected '" + message + "' in: " + said);
      assertTrue(isPlaced(problem), () -> place + ": no line and column in: " + said);
      return;
    }
    fail(place + ": expected an error with '" + message + "', got rows\n" + text(rows));
  }

  /// Whether a failure says where, if it is the statement that is wrong rather than what it met.
  private static boolean isPlaced(Exception problem) {
    return !(problem instanceof MutiraoException failure)
        || !REFUSALS.contains(failure.code())
        || failure.line() > 0;
  }

  private static String text(List<String> rows) {
    return rows.stream().collect(Collectors.joining("\n"));
  }
}
