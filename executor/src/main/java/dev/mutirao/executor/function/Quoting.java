package dev.mutirao.executor.function;

import dev.mutirao.connectors.function.ScalarFunction;
import dev.mutirao.connectors.function.SqlNullable;
import org.jspecify.annotations.Nullable;

/// Texts as they stand in statements, and texts put together by a format.
final class Quoting {
  private static final Bytes NULL = KeptBytes.of("NULL");

  private Quoting() {}

  @ScalarFunction(
      value = "quote_literal",
      description = "The value as a literal of SQL.",
      example = "quote_literal('O''Reilly')",
      result = "'O''Reilly'")
  static Bytes quoteLiteral(TextBuffer buffer, Bytes text) {
    return appendLiteral(buffer.begin(text.length() + 2), text).end();
  }

  @ScalarFunction(
      value = "quote_nullable",
      description = "The value as a literal of SQL, NULL as the word.",
      example = "quote_nullable(NULL)",
      result = "NULL")
  static Bytes quoteNullable(TextBuffer buffer, @SqlNullable @Nullable Bytes text) {
    return text == null ? NULL : quoteLiteral(buffer, text);
  }

  @ScalarFunction(
      value = "quote_ident",
      description = "The text as a name of SQL: in double quotes unless it needs none.",
      example = "quote_ident('Foo bar')",
      result = "\"Foo bar\"")
  static Bytes quoteIdent(TextBuffer buffer, Bytes text) {
    return appendIdentifier(buffer.begin(text.length() + 2), text).end();
  }

  @ScalarFunction(
      value = "format",
      description =
          "The first text with %s made the next value, %I the value as a name, %L as a literal, %% a %. %2$s takes the second value, %-10s pads to 10 characters.",
      example = "format('%s=%L', 'name', 'O''Neil')",
      result = "name='O''Neil'")
  @SqlNullable
  static @Nullable Bytes format(
      TextBuffer buffer,
      @SqlNullable @Nullable Bytes format,
      @SqlNullable @Nullable Bytes[] values) {
    return format == null ? null : new FormatPrinter(buffer, values).print(format);
  }

  @ScalarFunction("format")
  static Bytes format(TextBuffer buffer, Bytes format) {
    return new FormatPrinter(buffer, new Bytes[0]).print(format);
  }

  /// Quotes are doubled; with a backslash inside, it is an `E''` literal of PostgreSQL's.
  static TextBuffer appendLiteral(TextBuffer buffer, Bytes text) {
    boolean escapes = false;
    for (int i = 0; i < text.length(); i++) {
      escapes |= text.get(i) == '\\';
    }
    if (escapes) {
      buffer.append((byte) 'E');
    }
    buffer.append((byte) '\'');
    for (int i = 0; i < text.length(); i++) {
      byte each = text.get(i);
      if (each == '\'' || each == '\\') {
        buffer.append(each);
      }
      buffer.append(each);
    }
    return buffer.append((byte) '\'');
  }

  static TextBuffer appendIdentifier(TextBuffer buffer, Bytes text) {
    if (isPlainName(text)) {
      return buffer.append(text);
    }
    buffer.append((byte) '"');
    for (int i = 0; i < text.length(); i++) {
      byte each = text.get(i);
      if (each == '"') {
        buffer.append(each);
      }
      buffer.append(each);
    }
    return buffer.append((byte) '"');
  }

  static boolean isPlainName(Bytes text) {
    if (text.length() == 0 || ReservedWords.contain(text)) {
      return false;
    }
    for (int i = 0; i < text.length(); i++) {
      byte each = text.get(i);
      boolean plain =
          each >= 'a' && each <= 'z' || each == '_' || i > 0 && each >= '0' && each <= '9';
      if (!plain) {
        return false;
      }
    }
    return true;
  }
}
