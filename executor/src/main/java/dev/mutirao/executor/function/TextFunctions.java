package dev.mutirao.executor.function;

import dev.mutirao.connectors.error.QueryErrors;
import dev.mutirao.connectors.function.ScalarFunction;
import dev.mutirao.connectors.function.SqlType;

/// Case, length, parts and places of texts. Positions and lengths count code points, from 1.
final class TextFunctions {
  private TextFunctions() {}

  @ScalarFunction(
      value = "upper",
      aliases = "ucase",
      description = "The text in upper case.",
      example = "upper('ação')",
      result = "AÇÃO")
  static Bytes upper(TextBuffer buffer, Bytes text) {
    if (!Utf8.isAscii(text)) {
      return buffer.of(text.text().toUpperCase(java.util.Locale.ROOT));
    }
    var made = buffer.make(text.length());
    Utf8.changeCase(text, made, true);
    return made;
  }

  @ScalarFunction(
      value = "lower",
      aliases = "lcase",
      description = "The text in lower case.",
      example = "lower('AÇÃO')",
      result = "ação")
  static Bytes lower(TextBuffer buffer, Bytes text) {
    if (!Utf8.isAscii(text)) {
      return buffer.of(text.text().toLowerCase(java.util.Locale.ROOT));
    }
    var made = buffer.make(text.length());
    Utf8.changeCase(text, made, false);
    return made;
  }

  @ScalarFunction(
      value = "length",
      aliases = {"char_length", "character_length", "len"},
      description = "The number of characters.",
      example = "length('são')",
      result = "3")
  static int length(Bytes text) {
    return Utf8.length(text);
  }

  @ScalarFunction("length")
  static int binaryLength(@SqlType("VARBINARY") Bytes bytes) {
    return bytes.length();
  }

  @ScalarFunction(
      value = "octet_length",
      aliases = "strlen",
      description = "The number of bytes.",
      example = "octet_length('são')",
      result = "4")
  static int octetLength(Bytes text) {
    return text.length();
  }

  @ScalarFunction("octet_length")
  static int binaryOctetLength(@SqlType("VARBINARY") Bytes bytes) {
    return bytes.length();
  }

  @ScalarFunction(
      value = "substring",
      aliases = "substr",
      description =
          "The part from a position on, of so many characters at most. Positions before 1 are counted too.",
      example = "substring('mutirão', 5, 2)",
      result = "rã")
  static Bytes substring(Bytes text, long from, long count) {
    if (count < 0) {
      throw QueryErrors.invalidArgument(
          "substring", "a length that is not negative", Long.toString(count));
    }
    long end = from + count < from ? Long.MAX_VALUE : from + count; // the sum may overflow
    int first = Utf8.offset(text, clamp(from - 1));
    var rest = text.slice(first, text.length());
    return rest.slice(0, Utf8.offset(rest, clamp(end - Math.max(from, 1))));
  }

  @ScalarFunction("substring")
  static Bytes substring(Bytes text, long from) {
    return text.slice(
        Utf8.offset(text, clamp(from == Long.MIN_VALUE ? 0 : from - 1)), text.length());
  }

  @ScalarFunction(
      value = "left",
      description = "The first characters; all but the last -n when n is negative.",
      example = "left('mutirão', 3)",
      result = "mut")
  static Bytes left(Bytes text, long count) {
    long wanted = count >= 0 ? count : Utf8.length(text) + count;
    return text.slice(0, Utf8.offset(text, clamp(wanted)));
  }

  @ScalarFunction(
      value = "right",
      description = "The last characters; all but the first -n when n is negative.",
      example = "right('mutirão', 3)",
      result = "rão")
  static Bytes right(Bytes text, long count) {
    long skipped =
        count >= 0 ? Utf8.length(text) - count : count == Long.MIN_VALUE ? Long.MAX_VALUE : -count;
    return text.slice(Utf8.offset(text, clamp(skipped)), text.length());
  }

  @ScalarFunction(
      value = "position",
      description = "Where the first text is found in the second; 0 when it is not.",
      example = "position('ti' IN 'mutirão')",
      result = "3")
  static int position(Bytes part, Bytes text) {
    int at = Utf8.indexOf(text, part, 0);
    return at < 0 ? 0 : Utf8.length(text.slice(0, at)) + 1;
  }

  @ScalarFunction(
      value = "strpos",
      aliases = "instr",
      description = "Where the second text is found in the first; 0 when it is not.",
      example = "strpos('mutirão', 'ti')",
      result = "3")
  static int strpos(Bytes text, Bytes part) {
    return position(part, text);
  }

  @ScalarFunction(
      value = "starts_with",
      aliases = "prefix",
      description = "Whether the first text begins with the second.",
      example = "starts_with('mutirão', 'mu')",
      result = "true")
  static boolean startsWith(Bytes text, Bytes prefix) {
    return text.holdsAt(0, prefix);
  }

  @ScalarFunction(
      value = "ends_with",
      aliases = "suffix",
      description = "Whether the first text ends with the second.",
      example = "ends_with('mutirão', 'rão')",
      result = "true")
  static boolean endsWith(Bytes text, Bytes suffix) {
    return text.holdsAt(text.length() - suffix.length(), suffix);
  }

  @ScalarFunction(
      value = "contains",
      description = "Whether the second text is found in the first.",
      example = "contains('mutirão', 'tir')",
      result = "true")
  static boolean contains(Bytes text, Bytes part) {
    return Utf8.indexOf(text, part, 0) >= 0;
  }

  @ScalarFunction(
      value = "split_part",
      description =
          "The part number n between separators, from 1; from the end when n is negative; empty when there is none.",
      example = "split_part('a,b,c', ',', 2)",
      result = "b")
  static Bytes splitPart(Bytes text, Bytes separator, long number) {
    if (number == 0) {
      throw QueryErrors.invalidArgument("split_part", "a part number other than 0", "0");
    }
    if (separator.length() == 0) {
      return number == 1 || number == -1 ? text : text.slice(0, 0);
    }
    long wanted = number;
    if (number < 0) {
      long parts = 1;
      for (int at = Utf8.indexOf(text, separator, 0);
          at >= 0;
          at = Utf8.indexOf(text, separator, at + separator.length())) {
        parts++;
      }
      wanted = parts + number + 1;
    }
    int start = 0;
    for (long part = 1; ; part++) {
      int end = Utf8.indexOf(text, separator, start);
      if (part == wanted) {
        return text.slice(start, end < 0 ? text.length() : end);
      }
      if (end < 0 || wanted < 1) {
        return text.slice(0, 0);
      }
      start = end + separator.length();
    }
  }

  @ScalarFunction(
      value = "ascii",
      description = "The code point of the first character; 0 of an empty text.",
      example = "ascii('A')",
      result = "65")
  static int ascii(Bytes text) {
    return text.length() == 0 ? 0 : Utf8.codePoint(text, 0);
  }

  @ScalarFunction(
      value = "unicode",
      aliases = "ord",
      description = "The code point of the first character; -1 of an empty text.",
      example = "unicode('ç')",
      result = "231")
  static int unicode(Bytes text) {
    return text.length() == 0 ? -1 : Utf8.codePoint(text, 0);
  }

  @ScalarFunction(
      value = "bit_length",
      description = "The number of bits.",
      example = "bit_length('são')",
      result = "32")
  static int bitLength(Bytes text) {
    return IntegerArithmetic.multiply(8, text.length());
  }

  @ScalarFunction("bit_length")
  static int binaryBitLength(@SqlType("VARBINARY") Bytes bytes) {
    return bitLength(bytes);
  }

  @ScalarFunction("substring")
  @SqlType("VARBINARY")
  static Bytes substringOfBinary(@SqlType("VARBINARY") Bytes bytes, long from, long count) {
    if (count < 0) {
      throw QueryErrors.invalidArgument(
          "substring", "a length that is not negative", Long.toString(count));
    }
    long end = from + count < from ? Long.MAX_VALUE : from + count; // the sum may overflow
    int first = Math.clamp(from - 1, 0, bytes.length());
    return bytes.slice(first, Math.clamp(end - 1, first, bytes.length()));
  }

  @ScalarFunction("substring")
  @SqlType("VARBINARY")
  static Bytes substringOfBinary(@SqlType("VARBINARY") Bytes bytes, long from) {
    return substringOfBinary(bytes, from, Long.MAX_VALUE);
  }

  /// A count of code points as an int: no text has more.
  static int clamp(long count) {
    return Math.clamp(count, 0, Integer.MAX_VALUE);
  }
}
