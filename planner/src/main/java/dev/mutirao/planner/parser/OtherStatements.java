package dev.mutirao.planner.parser;

import dev.mutirao.connectors.error.ErrorCode;
import dev.mutirao.connectors.error.MutiraoException;
import dev.mutirao.connectors.error.QueryErrors;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Knows the statements of other engines that there are none of here, so that they are refused by
/// their names rather than for their first word.
final class OtherStatements {
  private static final Set<String> VERBS =
      Set.of(
          "ABORT",
          "ALTER",
          "ANALYZE",
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
          "DISCARD",
          "DO",
          "END",
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
          "DOMAIN",
          "EXTENSION",
          "FOREIGN",
          "INDEX",
          "MACRO",
          "MATERIALIZED",
          "POLICY",
          "PROCEDURE",
          "ROLE",
          "RULE",
          "SCHEMA",
          "SECRET",
          "SEQUENCE",
          "STATISTICS",
          "TEMP",
          "TEMPORARY",
          "TRIGGER",
          "TYPE",
          "UNIQUE",
          "USER");

  private static final Pattern WORDS =
      Pattern.compile(
          "\\s*+(?:EXPLAIN\\s++(?:PLAN\\s++FOR\\s++)?(?:ANALYZE\\b\\s*+)?(?:\\([^()]*+\\)\\s*+)?)?+"
              + "(?<first>[A-Za-z]++)\\b"
              + "(?:\\s++(?:OR\\s+REPLACE\\s++)?(?<second>\\w+)(?:\\s++(?<third>[\\w\"]+))?)?",
          Pattern.CASE_INSENSITIVE);

  private OtherStatements() {}

  /// The refusal of a statement that could not be read, when its name is known.
  static Optional<MutiraoException> named(String sql) {
    var words = WORDS.matcher(StatementSplitter.code(sql));
    if (!words.lookingAt()) {
      return Optional.empty();
    }
    var place = StatementSplitter.word(sql, words.start("first"));
    return refusal(upper(words, "first"), upper(words, "second"), upper(words, "third"))
        .map(text -> QueryErrors.at(ErrorCode.NOT_SUPPORTED, text, place.line(), place.column()));
  }

  private static Optional<String> refusal(String first, String second, String third) {
    if (VERBS.contains(first)) {
      return Optional.of(first + " is not supported");
    }
    if (first.equals("FROM")) {
      return Optional.of("a query that begins with FROM is not supported; write SELECT before it");
    }
    if ((first.equals("CREATE") || first.equals("DROP")) && OBJECTS.contains(second)) {
      return Optional.of(first + " " + second + " is not supported");
    }
    if (first.equals("CREATE") && second.equals("TABLE") && !third.isEmpty()) {
      return Optional.of(
          "a table without files is not supported; CREATE TABLE 'file.parquet' AS ... writes a"
              + " file, CREATE EXTERNAL TABLE name LOCATION 'folder' gives one a name");
    }
    if (first.equals("COPY") && third.equals("FROM")) {
      return Optional.of(
          "COPY ... FROM is not supported; a file is a table, as in SELECT * FROM 'file.csv'");
    }
    return Optional.empty();
  }

  /// A word of the statement; empty when there is none.
  private static String upper(Matcher words, String group) {
    var word = words.group(group);
    return word == null ? "" : word.toUpperCase(Locale.ROOT);
  }
}
