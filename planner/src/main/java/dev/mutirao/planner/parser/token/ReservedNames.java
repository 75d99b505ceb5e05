package dev.mutirao.planner.parser.token;

import com.google.common.collect.ImmutableSet;
import dev.mutirao.planner.parser.generated.MutiraoParserConstants;
import dev.mutirao.planner.parser.generated.Token;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Tells by the tokens around it whether a reserved word is a name, so that a file's columns rarely
/// need quotes.
///
/// | a word | is a name |
/// | --- | --- |
/// | after a dot, as in `t.end` | always |
/// | after AS, as in `AS rows` | but in a cast, and where a query begins |
/// | in {@link #NAMES}, as in `ORDER BY date` | where an operand begins, and it ends with the word |
/// | of these, as in `WITH user AS (...)` | where a query, view or table is named |
///
/// Sees every token of one text, in order.
final class ReservedNames {
  /// Words that PostgreSQL or DuckDB have for columns, and that begin nothing but literals, types,
  /// calls and clauses: what follows tells.
  private static final Set<String> NAMES =
      Set.of(
          "ABS",
          "BIGINT",
          "BOOLEAN",
          "CALL",
          "CHAR",
          "CHARACTER",
          "CONVERT",
          "CUBE",
          "CURRENT",
          "CURSOR",
          "DATE",
          "DATETIME",
          "DECIMAL",
          "DEFINE",
          "DOUBLE",
          "ESCAPE",
          "EXPLAIN",
          "EXTRACT",
          "FILTER",
          "FLOAT",
          "GROUPING",
          "INSERT",
          "INT",
          "INTEGER",
          "MERGE",
          "MINUS",
          "MULTISET",
          "NEW",
          "NEXT",
          "NUMERIC",
          "ORDINAL",
          "OVER",
          "OVERLAY",
          "PARTITION",
          "PATTERN",
          "PERIOD",
          "PERMUTE",
          "POSITION",
          "PRECISION",
          "REAL",
          "RECURSIVE",
          "ROLLUP",
          "ROW",
          "ROWS",
          "SET",
          "SMALLINT",
          "SPECIFIC",
          "STREAM",
          "SUBSTRING",
          "TIME",
          "TIMESTAMP",
          "TINYINT",
          "TRANSLATE",
          "TRIM",
          "UPDATE",
          "USER",
          "VARCHAR",
          "WITHIN");

  /// Operators between two operands.
  private static final Set<String> SIGNS =
      Set.of(
          "=", "<>", "!=", "<", ">", "<=", ">=", "+", "-", "*", "/", "%", "||", "&", "|", "^", "<<",
          ">>");

  /// Words and signs after which an operand begins.
  private static final Set<String> BEFORE =
      withSigns(
          "SELECT",
          "DISTINCT",
          "ALL",
          "BY",
          "WHERE",
          "HAVING",
          "QUALIFY",
          "ON",
          "AND",
          "OR",
          "NOT",
          "CASE",
          "WHEN",
          "THEN",
          "ELSE",
          "BETWEEN",
          "LIKE",
          "ILIKE",
          "IN",
          "FROM",
          "JOIN",
          "(",
          ",",
          "=>",
          "[");

  /// Words and signs that come after an operand.
  private static final Set<String> AFTER =
      withSigns(
          ",",
          ")",
          ".",
          "::",
          ";",
          "",
          "AND",
          "AS",
          "ASC",
          "AT",
          "BETWEEN",
          "CROSS",
          "DESC",
          "ELSE",
          "END",
          "ESCAPE",
          "EXCEPT",
          "FETCH",
          "FOR",
          "FROM",
          "FULL",
          "GROUP",
          "GROUPS",
          "HAVING",
          "ILIKE",
          "IN",
          "INNER",
          "INTERSECT",
          "IS",
          "JOIN",
          "LEFT",
          "LIKE",
          "LIMIT",
          "NATURAL",
          "NOT",
          "NULLS",
          "OFFSET",
          "ON",
          "OR",
          "ORDER",
          "PLACING",
          "QUALIFY",
          "RANGE",
          "RIGHT",
          "ROWS",
          "SIMILAR",
          "TABLESAMPLE",
          "THEN",
          "UNION",
          "USING",
          "WHEN",
          "WHERE",
          "WINDOW");

  /// Words that are types after a column's name, as in `(date DATE)`.
  private static final Set<String> TYPES =
      Set.of(
          "BIGINT",
          "BOOLEAN",
          "CHAR",
          "DATE",
          "DECIMAL",
          "DOUBLE",
          "FLOAT",
          "INT",
          "INTEGER",
          "NUMERIC",
          "REAL",
          "SMALLINT",
          "TEXT",
          "TIME",
          "TIMESTAMP",
          "TINYINT",
          "VARCHAR");

  /// Words after AS that begin a query or are what AS is about.
  private static final Set<String> NO_ALIASES =
      Set.of("SELECT", "WITH", "VALUES", "TABLE", "NOT", "MATERIALIZED", "OF", "JSON", "XML");

  /// Words after which the name of a query, view or table may come, and what comes behind it.
  private static final Set<String> BEFORE_OBJECT =
      Set.of("WITH", "RECURSIVE", "VIEW", "TABLE", "INTO", "EXISTS", "COPY", "DESCRIBE");

  private static final Set<String> AFTER_OBJECT =
      Set.of(
          "AS",
          "(",
          "LOCATION",
          "SELECT",
          "VALUES",
          "WITH",
          "TABLE",
          "TO",
          "LIMIT",
          "OFFSET",
          "FETCH",
          "ORDER",
          "UNION",
          "INTERSECT",
          "EXCEPT",
          ")",
          ";",
          "");

  private static final Set<String> CASTS = Set.of("CAST", "TRY_CAST", "SAFE_CAST");

  /// What a parenthesis belongs to.
  private enum Opened {
    CAST,
    DISTINCT_ON,
    OTHER
  }

  /// Those that are open.
  private final Deque<Opened> parentheses = new ArrayDeque<>();

  private String beforePrevious = "";
  private String previous = "";
  private boolean previousIsName;

  private static Set<String> withSigns(String... words) {
    return ImmutableSet.<String>builder().addAll(SIGNS).add(words).build();
  }

  /// Whether an operand can end with a token: with any but those before one.
  static boolean mayEndOperand(Token token) {
    var word = word(token);
    return !BEFORE.contains(word) && !word.equals(".") && !word.equals("AS");
  }

  /// Whether the token after this one has to be seen.
  boolean asksForNext(Token token) {
    return isReserved(token) && !isAfter(".") && NAMES.contains(word(token));
  }

  /// Makes the token a name if it is one, and goes on to the next.
  ///
  /// @param next null unless it was asked for
  void see(Token token, @Nullable Token next) {
    var word = word(token);
    if (isReserved(token) && isName(word, next)) {
      token.kind = MutiraoParserConstants.IDENTIFIER;
    }
    if (word.equals("(")) {
      parentheses.push(opened());
    }
    boolean closes = word.equals(")") && !parentheses.isEmpty();
    boolean endsDistinctOn = closes && parentheses.pop() == Opened.DISTINCT_ON;
    beforePrevious = previousIsName ? "" : previous;
    previous = endsDistinctOn ? "DISTINCT" : word; // the first column begins
    previousIsName = token.kind == MutiraoParserConstants.IDENTIFIER;
  }

  private Opened opened() {
    if (!previousIsName && CASTS.contains(previous)) {
      return Opened.CAST;
    }
    return isAfter("ON") && beforePrevious.equals("DISTINCT") ? Opened.DISTINCT_ON : Opened.OTHER;
  }

  private boolean isName(String word, @Nullable Token next) {
    if (isAfter(".")) {
      return true;
    }
    if (isAfter("AS")) {
      return parentheses.peek() != Opened.CAST && !NO_ALIASES.contains(word);
    }
    return next != null
        && !previousIsName
        && (BEFORE.contains(previous) && ends(word, word(next), next)
            || BEFORE_OBJECT.contains(previous) && AFTER_OBJECT.contains(word(next)));
  }

  private boolean ends(String word, String follower, Token next) {
    if (word.equals("ROWS") && previous.equals("(") && follower.equals("BETWEEN")) {
      return false; // the frame of a window
    }
    boolean isColumn = previous.equals("(") || previous.equals(",");
    return AFTER.contains(follower)
        || next.kind == MutiraoParserConstants.IDENTIFIER
        || next.kind == MutiraoParserConstants.QUOTED_IDENTIFIER
        || isColumn && TYPES.contains(follower);
  }

  private boolean isAfter(String word) {
    return !previousIsName && previous.equals(word);
  }

  /// Whether a token is a word of the grammar.
  private static boolean isReserved(Token token) {
    return token.kind < MutiraoParserConstants.UNSIGNED_INTEGER_LITERAL
        && token.kind != MutiraoParserConstants.EOF;
  }

  private static String word(Token token) {
    return token.kind == MutiraoParserConstants.EOF ? "" : token.image.toUpperCase(Locale.ROOT);
  }
}
