package dev.mutirao.planner.parser;

import dev.mutirao.connectors.error.ErrorCode;
import dev.mutirao.connectors.error.MutiraoException;
import dev.mutirao.connectors.error.QueryErrors;
import dev.mutirao.planner.parser.generated.MutiraoParserConstants;
import dev.mutirao.planner.parser.generated.ParseException;
import java.util.Collection;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.parser.SqlParseException;

/// Says what the parser refused, where, and what it expected there.
final class SyntaxErrors {
  private static final int MOST_EXPECTED = 8;
  private static final String A_NAME = "a name";
  private static final Pattern WORD = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
  private static final Pattern LEXICAL =
      Pattern.compile(
          "Lexical error at line (\\d+), column (\\d+)\\.\\s+Encountered: (.*?) after : .*",
          Pattern.DOTALL);

  private SyntaxErrors() {}

  static MutiraoException of(String sql, SqlParseException error) {
    var unsupported = OtherStatements.named(sql);
    if (unsupported.isPresent()) {
      return unsupported.get();
    }
    var position = error.getPos();
    if (position == null || position.getLineNum() == 0) {
      return withoutPosition(sql, error);
    }
    var line = position.getLineNum();
    var column = position.getColumnNum();
    boolean atEnd =
        error.getCause() instanceof ParseException parse
            && parse.currentToken != null
            && parse.currentToken.next.kind == MutiraoParserConstants.EOF;
    var clause = OtherClauses.at(sql, atEnd ? sql.length() : offset(sql, line, column));
    if (clause.isPresent()) {
      return clause.get();
    }
    if (firstLine(error).startsWith("Non-query expression")) {
      return QueryErrors.at(
          ErrorCode.SYNTAX_ERROR,
          "expected a query or another statement, such as SELECT, WITH, CREATE VIEW or SHOW; got '"
              + wordAt(sql, offset(sql, line, column))
              + "'",
          line,
          column);
    }
    if (error.getExpectedTokenSequences() == null) {
      var lexical = LEXICAL.matcher(firstLine(error));
      if (lexical.matches()) {
        return unknownCharacter(lexical.group(3), line, column);
      }
      return QueryErrors.at(ErrorCode.SYNTAX_ERROR, firstLine(error), line, column);
    }
    var start = offset(sql, line, column);
    if (atEnd && error.getCause() instanceof ParseException parse) {
      return QueryErrors.at(
          ErrorCode.SYNTAX_ERROR,
          "the statement ends too early" + expected(error.getExpectedTokenNames()),
          parse.currentToken.endLine,
          parse.currentToken.endColumn + 1);
    }
    var end =
        Math.max(start + 1, offset(sql, position.getEndLineNum(), position.getEndColumnNum()) + 1);
    var found = sql.substring(start, Math.min(end, sql.length()));
    if (found.equals("'") || found.equals("\"")) {
      return QueryErrors.at(
          ErrorCode.SYNTAX_ERROR,
          (found.equals("'") ? "a text" : "a name") + " is not closed; it ends with " + found,
          line,
          column);
    }
    var hint = quoted(found, error.getExpectedTokenNames());
    found += "'";
    if (sql.substring(Math.min(end, sql.length())).isBlank()) {
      found += " and then the end of the statement";
    }
    return QueryErrors.at(
        ErrorCode.SYNTAX_ERROR,
        "syntax error" + expected(error.getExpectedTokenNames()) + "; got '" + found + hint,
        line,
        column);
  }

  /// A statement that the grammar reads and the engine does not have.
  static MutiraoException notSupported(String sql, SqlNode node) {
    return OtherStatements.named(sql)
        .orElseGet(() ->
            PlacedErrors.at(
                node, ErrorCode.NOT_SUPPORTED, node.getKind().sql + " is not supported"));
  }

  /// Index into `sql` of a line and column, both from 1.
  static int offset(String sql, int line, int column) {
    var at = 0;
    for (var i = 1; i < line; i++) {
      at = sql.indexOf('\n', at) + 1;
    }
    return Math.min(sql.length(), at + column - 1);
  }

  private static String wordAt(String sql, int start) {
    var end = start;
    while (end < sql.length() && !Character.isWhitespace(sql.charAt(end))) {
      end++;
    }
    return sql.substring(start, end);
  }

  private static MutiraoException withoutPosition(String sql, SqlParseException error) {
    var lexical = LEXICAL.matcher(String.valueOf(error.getMessage()));
    if (lexical.matches()) {
      var line = Integer.parseInt(lexical.group(1));
      var column = Integer.parseInt(lexical.group(2));
      if (lexical.group(3).equals("<EOF>")) {
        return QueryErrors.at(
            ErrorCode.SYNTAX_ERROR,
            "a quoted text or a comment is not closed before the end",
            line,
            column);
      }
      return unknownCharacter(lexical.group(3), line, column);
    }
    if (sql.isBlank()) {
      return QueryErrors.at(ErrorCode.SYNTAX_ERROR, "there is no statement", 1, 1);
    }
    return QueryErrors.at(ErrorCode.SYNTAX_ERROR, firstLine(error), 1, 1);
  }

  /// @param encountered the character in quotes and its number, as the lexer tells them
  private static MutiraoException unknownCharacter(String encountered, int line, int column) {
    return QueryErrors.at(
        ErrorCode.SYNTAX_ERROR,
        "no statement has this character: "
            + encountered.replaceFirst(",$", "")
            + (encountered.startsWith("\"`\"") ? "; names are quoted with double quotes" : ""),
        line,
        column);
  }

  private static String firstLine(SqlParseException error) {
    return String.valueOf(error.getMessage()).lines().findFirst().orElse("syntax error");
  }

  private static String expected(Collection<String> tokens) {
    var names = new TreeSet<String>();
    for (var token : tokens) {
      names.add(plain(token));
    }
    return names.isEmpty() || names.size() > MOST_EXPECTED
        ? ""
        : "; expected " + String.join(" or ", names);
  }

  /// What a user calls a token, or a class of them such as `<QUOTED_IDENTIFIER>`.
  private static String plain(String token) {
    if (!token.startsWith("<")) {
      return token.replace("\"", "");
    }
    if (token.contains("IDENTIFIER")) {
      return A_NAME;
    }
    return token.contains("STRING") ? "a text" : token.contains("LITERAL") ? "a number" : token;
  }

  /// How a word is written as the name that is expected in its place, among few other things.
  private static String quoted(String found, Collection<String> expected) {
    boolean isName =
        expected.size() <= MOST_EXPECTED
            && expected.stream().anyMatch(token -> plain(token).equals(A_NAME));
    return isName && WORD.matcher(found).matches()
        ? "; a name that is a reserved word stands in double quotes: \"" + found + "\""
        : "";
  }
}
