package dev.mutirao.executor.function;

import dev.mutirao.connectors.function.ScalarFunction;

/// Removes characters from the ends of texts: blanks, or any of those given.
final class TrimFunctions {
  private static final Bytes BLANK = KeptBytes.of(" ");

  private TrimFunctions() {}

  @ScalarFunction(
      value = "btrim",
      aliases = "trim",
      description = "The text without the characters given (blanks when none are) at both ends.",
      example = "trim('  a b ')",
      result = "a b")
  static Bytes btrim(Bytes text) {
    return trim(text, BLANK, true, true);
  }

  @ScalarFunction("btrim")
  static Bytes btrim(Bytes text, Bytes characters) {
    return trim(text, characters, true, true);
  }

  @ScalarFunction(
      value = "ltrim",
      description = "The text without the characters given (blanks when none are) at its start.",
      example = "ltrim('xxya', 'xy')",
      result = "a")
  static Bytes ltrim(Bytes text) {
    return trim(text, BLANK, true, false);
  }

  @ScalarFunction("ltrim")
  static Bytes ltrim(Bytes text, Bytes characters) {
    return trim(text, characters, true, false);
  }

  @ScalarFunction(
      value = "rtrim",
      description = "The text without the characters given (blanks when none are) at its end.",
      example = "rtrim('a  ')",
      result = "a")
  static Bytes rtrim(Bytes text) {
    return trim(text, BLANK, false, true);
  }

  @ScalarFunction("rtrim")
  static Bytes rtrim(Bytes text, Bytes characters) {
    return trim(text, characters, false, true);
  }

  private static Bytes trim(Bytes text, Bytes characters, boolean left, boolean right) {
    int start = 0;
    int end = text.length();
    while (left && start < end) {
      int width = Utf8.width(text, start);
      if (!holds(characters, text.slice(start, start + width))) {
        break;
      }
      start += width;
    }
    while (right && start < end) {
      int last = end - 1;
      while (last > start && (text.get(last) & 0xC0) == 0x80) {
        last--;
      }
      if (!holds(characters, text.slice(last, end))) {
        break;
      }
      end = last;
    }
    return text.slice(start, end);
  }

  private static boolean holds(Bytes characters, Bytes character) {
    for (int at = 0; at < characters.length(); at += Utf8.width(characters, at)) {
      if (Utf8.width(characters, at) == character.length() && characters.holdsAt(at, character)) {
        return true;
      }
    }
    return false;
  }
}
