package dev.mutirao.executor.function;

import dev.mutirao.connectors.error.QueryErrors;
import dev.mutirao.connectors.function.ScalarFunction;
import dev.mutirao.connectors.function.SqlNullable;
import dev.mutirao.connectors.function.SqlType;
import org.jspecify.annotations.Nullable;

/// Functions that put texts together.
final class TextBuilding {
  private static final int LONGEST = 1 << 28;

  private TextBuilding() {}

  @ScalarFunction(
      value = "||",
      description = "The texts after each other.",
      example = "'muti' || 'rão'",
      result = "mutirão")
  static Bytes join(TextBuffer buffer, Bytes a, Bytes b) {
    return buffer.begin(a.length() + b.length()).append(a).append(b).end();
  }

  @ScalarFunction("||")
  @SqlType("VARBINARY")
  static Bytes joinBinary(
      TextBuffer buffer, @SqlType("VARBINARY") Bytes a, @SqlType("VARBINARY") Bytes b) {
    return join(buffer, a, b);
  }

  @ScalarFunction(
      value = "concat",
      description = "The texts after each other; NULLs are left out.",
      example = "concat('a', NULL, 'b')",
      result = "ab")
  static Bytes concat(TextBuffer buffer, @SqlNullable @Nullable Bytes[] texts) {
    buffer.begin(0);
    for (var text : texts) {
      if (text != null) {
        buffer.append(text);
      }
    }
    return buffer.end();
  }

  @ScalarFunction(
      value = "concat_ws",
      description = "The texts with the first between them; NULLs are left out.",
      example = "concat_ws('-', 'a', NULL, 'b')",
      result = "a-b")
  @SqlNullable
  static @Nullable Bytes concatWithSeparator(
      TextBuffer buffer,
      @SqlNullable @Nullable Bytes separator,
      @SqlNullable @Nullable Bytes[] texts) {
    if (separator == null) {
      return null;
    }
    buffer.begin(0);
    boolean first = true;
    for (var text : texts) {
      if (text != null) {
        if (!first) {
          buffer.append(separator);
        }
        buffer.append(text);
        first = false;
      }
    }
    return buffer.end();
  }

  @ScalarFunction(
      value = "replace",
      description = "The text with every second text in it made the third.",
      example = "replace('banana', 'an', 'o')",
      result = "booa")
  static Bytes replace(TextBuffer buffer, Bytes text, Bytes from, Bytes to) {
    int at = from.length() == 0 ? -1 : Utf8.indexOf(text, from, 0);
    if (at < 0) {
      return text;
    }
    buffer.begin(text.length());
    int start = 0;
    while (at >= 0) {
      buffer.append(text.slice(start, at)).append(to);
      start = at + from.length();
      at = Utf8.indexOf(text, from, start);
    }
    return buffer.append(text.slice(start, text.length())).end();
  }

  @ScalarFunction(
      value = "reverse",
      description = "The characters in the opposite order.",
      example = "reverse('são')",
      result = "oãs")
  static Bytes reverse(TextBuffer buffer, Bytes text) {
    buffer.begin(text.length());
    int end = text.length();
    for (int i = text.length() - 1; i >= 0; i--) {
      if ((text.get(i) & 0xC0) != 0x80 || i == 0) {
        buffer.append(text.slice(i, end));
        end = i;
      }
    }
    return buffer.end();
  }

  @ScalarFunction(
      value = "repeat",
      description = "The text so many times.",
      example = "repeat('ab', 3)",
      result = "ababab")
  static Bytes repeat(TextBuffer buffer, Bytes text, long times) {
    long length =
        Math.max(0, times) > LONGEST
            ? (text.length() == 0 ? 0 : Long.MAX_VALUE)
            : Math.max(0, times) * text.length();
    checkLength("repeat", length);
    buffer.begin((int) length);
    for (long done = 0; done < length; done += text.length()) {
      buffer.append(text);
    }
    return buffer.end();
  }

  @ScalarFunction(
      value = "lpad",
      description =
          "The text made so long with the third text before it (blanks when there is none); cut when longer.",
      example = "lpad('7', 3, '0')",
      result = "007")
  static Bytes lpad(TextBuffer buffer, Bytes text, long length, Bytes fill) {
    int missing = missing("lpad", text, length, fill);
    buffer.begin(text.length() + missing);
    if (missing > 0) {
      fill(buffer, fill, missing);
    }
    return buffer.append(text.slice(0, Utf8.offset(text, TextFunctions.clamp(length)))).end();
  }

  @ScalarFunction("lpad")
  static Bytes lpad(TextBuffer buffer, Bytes text, long length) {
    return lpad(buffer, text, length, BLANK);
  }

  @ScalarFunction(
      value = "rpad",
      description =
          "The text made so long with the third text after it (blanks when there is none); cut when longer.",
      example = "rpad('ab', 5, '.')",
      result = "ab...")
  static Bytes rpad(TextBuffer buffer, Bytes text, long length, Bytes fill) {
    int missing = missing("rpad", text, length, fill);
    buffer
        .begin(text.length() + missing)
        .append(text.slice(0, Utf8.offset(text, TextFunctions.clamp(length))));
    if (missing > 0) {
      fill(buffer, fill, missing);
    }
    return buffer.end();
  }

  @ScalarFunction("rpad")
  static Bytes rpad(TextBuffer buffer, Bytes text, long length) {
    return rpad(buffer, text, length, BLANK);
  }

  @ScalarFunction(
      value = "chr",
      description = "The character of a code point.",
      example = "chr(231)",
      result = "ç")
  static Bytes chr(TextBuffer buffer, long codePoint) {
    boolean surrogate = codePoint >= 0xD800 && codePoint < 0xE000;
    if (codePoint <= 0 || codePoint > 0x10FFFF || surrogate) {
      throw QueryErrors.invalidArgument(
          "chr", "a code point from 1 to 1114111", Long.toString(codePoint));
    }
    return buffer.begin(4).appendCodePoint((int) codePoint).end();
  }

  private static final Bytes BLANK = KeptBytes.of(" ");

  private static int missing(String function, Bytes text, long length, Bytes fill) {
    checkLength(function, length);
    long wanted = Math.max(0, length);
    return fill.length() == 0 ? 0 : TextFunctions.clamp(wanted - Utf8.length(text));
  }

  private static void fill(TextBuffer buffer, Bytes fill, int count) {
    int at = 0;
    for (int i = 0; i < count; i++) {
      int width = Utf8.width(fill, at);
      buffer.append(fill.slice(at, at + width));
      at += width;
      at = at == fill.length() ? 0 : at;
    }
  }

  static void checkLength(String function, long length) {
    if (length > LONGEST) {
      throw QueryErrors.invalidArgument(
          function, "a result of at most " + LONGEST + " bytes", "one of " + length);
    }
  }
}
