package dev.mutirao.planner.parser;

import dev.mutirao.connectors.error.ErrorCode;
import dev.mutirao.connectors.error.MutiraoException;
import dev.mutirao.connectors.error.QueryErrors;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// Knows the statements of other engines that there are none of here, so that they are refused by
/// their names rather than for their first word.
final class OtherStatements {
  private static final Set<String> VERBS =
      Set.of(
          "ALTER",
          "ATTACH",
          "BEGIN",
          "CALL",
          "CHECKPOINT",
          "CLUSTER",
          "COMMENT",
          "COMMIT",
          "DEALLOCATE",
          "DECLARE",
          "DELETE",
          "DETACH",
          "DO",
          "EXECUTE",
          "EXPORT",
          "FETCH",
          "GRANT",
          "IMPORT",
          "INSTALL",
          "LISTEN",
          "LOAD",
          "LOCK",
          "MERGE",
          "NOTIFY",
          "PIVOT",
          "PRAGMA",
          "PREPARE",
          "REFRESH",
          "REINDEX",
          "RELEASE",
          "REPLACE",
          "REVOKE",
          "ROLLBACK",
          "SAVEPOINT",
          "START",
          "SUMMARIZE",
          "TRUNCATE",
          "UNPIVOT",
          "UPDATE",
          "UPSERT",
          "USE",
          "VACUUM");

  private static final Set<String> OBJECTS =
      Set.of(
          "AGGREGATE",
          "CATALOG",
          "DATABASE",
          "EXTENSION",
          "INDEX",
          "MACRO",
          "MATERIALIZED",
          "PROCEDURE",
          "ROLE",
          "SCHEMA",
          "SEQUENCE",
          "TEMP",
          "TEMPORARY",
          "TRIGGER",
          "TYPE",
          "UNIQUE",
          "USER");

  private static final Pattern WORDS =
      Pattern.compile(
          "(?:\\s|--[^\\n]*(?:\\n|$)|/\\*.*?\\*/)*(?<first>[A-Za-z]+)"
              + "(?:\\s+(?:OR\\s+REPLACE\\s+)?(?<second>[A-Za-z]+))?.*",
          Pattern.DOTALL | Pattern.CASE_INSENSITIVE);

  private OtherStatements() {}

  /// The refusal of a statement that could not be read, when its name is known.
  static Optional<MutiraoException> named(String sql) {
    var words = WORDS.matcher(sql);
    if (!words.matches()) {
      return Optional.empty();
    }
    var first = words.group("first").toUpperCase(Locale.ROOT);
    var second = String.valueOf(words.group("second")).toUpperCase(Locale.ROOT);
    String name = null;
    if (VERBS.contains(first)) {
      name = first;
    } else if ((first.equals("CREATE") || first.equals("DROP")) && OBJECTS.contains(second)) {
      name = first + " " + second;
    }
    int at = words.start("first");
    int line = 1 + (int) sql.substring(0, at).chars().filter(each -> each == '\n').count();
    int column = at - sql.lastIndexOf('\n', at);
    return Optional.ofNullable(name)
        .map(known ->
            QueryErrors.at(ErrorCode.NOT_SUPPORTED, known + " is not supported", line, column));
  }
}
