package dev.mutirao.executor.function;

import dev.mutirao.connectors.error.QueryErrors;
import dev.mutirao.connectors.function.ScalarFunction;
import java.text.Normalizer;
import java.util.Locale;

/// Functions that change characters of a text, or put others in their place.
final class TextShaping {
  private static final int COMBINING_FIRST = 0x300;

  private TextShaping() {}

  @ScalarFunction(
      value = "initcap",
      description =
          "The text with each word's first letter in upper case and the rest in lower case.",
      example = "initcap('rio DE janeiro')",
      result = "Rio De Janeiro")
  static Bytes initcap(TextBuffer buffer, Bytes text) {
    if (!Utf8.isAscii(text)) {
      return buffer.of(initcap(text.text()));
    }
    buffer.begin(text.length());
    boolean inside = false;
    for (int i = 0; i < text.length(); i++) {
      int each = text.get(i);
      buffer.append((byte) (inside ? Character.toLowerCase(each) : Character.toUpperCase(each)));
      inside = Character.isLetterOrDigit(each);
    }
    return buffer.end();
  }

  private static String initcap(String text) {
    var result = new StringBuilder(text.length());
    boolean inside = false;
    for (int i = 0; i < text.length(); ) {
      int codePoint = text.codePointAt(i);
      result.appendCodePoint(
          inside ? Character.toLowerCase(codePoint) : Character.toUpperCase(codePoint));
      inside = Character.isLetterOrDigit(codePoint);
      i += Character.charCount(codePoint);
    }
    return result.toString();
  }

  @ScalarFunction(
      value = "translate",
      description =
          "The text with each character of the second made the one at its place in the third, or left out when there is none.",
      example = "translate('12345', '143', 'ax')",
      result = "a2x5")
  static Bytes translate(TextBuffer buffer, Bytes text, @Prepared(2) Translation translation) {
    return translation.apply(buffer, text);
  }

  @ScalarFunction(
      value = "overlay",
      description =
          "The text with another laid over it from a position on, in place of as many characters as it has, or as given.",
      example = "overlay('Txxxxas' PLACING 'hom' FROM 2 FOR 4)",
      result = "Thomas")
  static Bytes overlay(TextBuffer buffer, Bytes text, Bytes placed, long from, long count) {
    if (from <= 0) {
      throw QueryErrors.invalidArgument("overlay", "a position from 1", Long.toString(from));
    }
    long end = from + count - 1; // a negative count repeats characters
    if (count > 0 && end < 0) {
      end = Long.MAX_VALUE;
    }
    int left = Utf8.offset(text, TextFunctions.clamp(from - 1));
    int right = Utf8.offset(text, TextFunctions.clamp(end));
    return buffer
        .begin(text.length() + placed.length())
        .append(text.slice(0, left))
        .append(placed)
        .append(text.slice(right, text.length()))
        .end();
  }

  @ScalarFunction("overlay")
  static Bytes overlay(TextBuffer buffer, Bytes text, Bytes placed, long from) {
    return overlay(buffer, text, placed, from, Utf8.length(placed));
  }

  @ScalarFunction(
      value = "strip_accents",
      aliases = "unaccent",
      description = "The text without accents and other marks on its letters.",
      example = "strip_accents('São João')",
      result = "Sao Joao")
  static Bytes stripAccents(TextBuffer buffer, Bytes text) {
    if (Utf8.isAscii(text)) {
      return text;
    }
    var apart = Normalizer.normalize(text.text(), Normalizer.Form.NFD);
    buffer.begin(apart.length());
    apart
        .codePoints()
        .filter(
            each -> each < COMBINING_FIRST || Character.getType(each) != Character.NON_SPACING_MARK)
        .forEach(buffer::appendCodePoint);
    return buffer.end();
  }

  @ScalarFunction(
      value = "normalize",
      aliases = "nfc_normalize",
      description = "The text in Unicode's normal form NFC, or the form named: NFD, NFKC, NFKD.",
      example = "length(normalize('a' || chr(771)))",
      result = "1")
  static Bytes normalize(TextBuffer buffer, Bytes text) {
    return normalized(buffer, text, Normalizer.Form.NFC);
  }

  @ScalarFunction("normalize")
  static Bytes normalize(TextBuffer buffer, Bytes text, Bytes form) {
    var name = form.text().toUpperCase(Locale.ROOT);
    return switch (name) {
      case "NFC", "NFD", "NFKC", "NFKD" -> normalized(buffer, text, Normalizer.Form.valueOf(name));
      default ->
          throw QueryErrors.invalidArgument(
              "normalize", "one of NFC, NFD, NFKC, NFKD", "'" + form.text() + "'");
    };
  }

  private static Bytes normalized(TextBuffer buffer, Bytes text, Normalizer.Form form) {
    return Utf8.isAscii(text) ? text : buffer.of(Normalizer.normalize(text.text(), form));
  }

  @ScalarFunction(
      value = "space",
      description = "So many blanks.",
      example = "'[' || space(3) || ']'",
      result = "[   ]")
  static Bytes space(TextBuffer buffer, long count) {
    TextBuilding.checkLength("space", count);
    buffer.begin(TextFunctions.clamp(count));
    for (long i = 0; i < count; i++) {
      buffer.append((byte) ' ');
    }
    return buffer.end();
  }

  @ScalarFunction(
      value = "format_bytes",
      aliases = "format_size",
      description = "A number of bytes in the greatest unit of which there is one: KiB, MiB, GiB.",
      example = "format_bytes(16384)",
      result = "16.0 KiB")
  static String formatBytes(long count) {
    if (count == 1 || count == -1) {
      return count + " byte";
    }
    String[] units = {"KiB", "MiB", "GiB", "TiB", "PiB", "EiB"};
    if (Math.abs(count) < 1024 && count != Long.MIN_VALUE) {
      return count + " bytes";
    }
    int unit = 0;
    double size = Math.abs((double) count) / 1024;
    while (size >= 1024) {
      size /= 1024;
      unit++;
    }
    double tenths = Math.floor(size * 10) / 10;
    return (count < 0 ? "-" : "") + tenths + " " + units[unit];
  }
}
