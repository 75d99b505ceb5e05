package dev.mutirao.planner.parser;

import java.util.ArrayList;
import java.util.List;

/// Cuts a script into statements at semicolons that are not inside quotes or comments.
public final class StatementSplitter {
  private StatementSplitter() {}

  /// A statement of a script.
  ///
  /// @param line where it begins, from 1
  /// @param column where it begins in that line, from 1
  public record Part(String sql, int line, int column) {
    private static Part of(String script, int start, int end) {
      int lines = (int) script.substring(0, start).chars().filter(each -> each == '\n').count();
      int column = start - script.lastIndexOf('\n', start - 1);
      return new Part(script.substring(start, end), 1 + lines, column);
    }
  }

  /// The statements in order, without their semicolons; parts that hold only blanks and comments
  /// are left out.
  public static List<Part> split(String script) {
    var statements = new ArrayList<Part>();
    var start = 0;
    var empty = true;
    var at = 0;
    while (at < script.length()) {
      var end = endOfToken(script, at);
      if (script.charAt(at) == ';') {
        if (!empty) {
          statements.add(Part.of(script, start, at));
        }
        start = end;
        empty = true;
      } else if (!isBlank(script, at)) {
        empty = false;
      }
      at = end;
    }
    if (!empty) {
      statements.add(Part.of(script, start, script.length()));
    }
    return statements;
  }

  /// The text up to the semicolon that ends its first statement, when only blanks and comments
  /// follow it.
  static String withoutSemicolon(String sql) {
    var at = 0;
    while (at < sql.length()) {
      if (sql.charAt(at) == ';' && split(sql.substring(at + 1)).isEmpty()) {
        return sql.substring(0, at);
      }
      at = endOfToken(sql, at);
    }
    return sql;
  }

  /// The first word of a statement, behind blanks and comments.
  public static Word firstWord(String sql) {
    int start = 0;
    while (start < sql.length() && isBlank(sql, start)) {
      start = endOfToken(sql, start);
    }
    return word(sql, start);
  }

  /// The text with blanks in place of its comments, and `"` in place of each character of what is
  /// quoted: as long, and only code.
  static String code(String sql) {
    var code = new StringBuilder(sql.length());
    while (code.length() < sql.length()) {
      int start = code.length();
      int end = endOfToken(sql, start);
      char first = sql.charAt(start);
      if (first == '\'' || first == '"') {
        code.repeat('"', end - start);
      } else if (isBlank(sql, start)) {
        code.repeat(' ', end - start);
      } else {
        code.append(first);
      }
    }
    return code.toString();
  }

  /// The word that begins at `start`; an empty one where none does.
  static Word word(String sql, int start) {
    int end = start;
    while (end < sql.length() && Character.isJavaIdentifierPart(sql.charAt(end))) {
      end++;
    }
    var part = Part.of(sql, start, end);
    return new Word(part.sql(), part.line(), part.column());
  }

  private static boolean isBlank(String text, int at) {
    return Character.isWhitespace(text.charAt(at))
        || text.startsWith("--", at)
        || text.startsWith("/*", at);
  }

  /// Where what begins at `at` ends: a quoted text, a comment, or one character. What is not closed
  /// ends with the text.
  private static int endOfToken(String text, int at) {
    return switch (text.charAt(at)) {
      case '\'', '"' -> after(text, text.indexOf(text.charAt(at), at + 1), 1);
      case '-' -> text.startsWith("--", at) ? after(text, text.indexOf('\n', at), 1) : at + 1;
      case '/' -> text.startsWith("/*", at) ? after(text, text.indexOf("*/", at + 2), 2) : at + 1;
      default -> at + 1;
    };
  }

  private static int after(String text, int found, int length) {
    return found < 0 ? text.length() : found + length;
  }
}
