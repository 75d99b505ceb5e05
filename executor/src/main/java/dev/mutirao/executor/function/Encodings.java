package dev.mutirao.executor.function;

import dev.mutirao.connectors.error.QueryErrors;
import dev.mutirao.connectors.function.ScalarFunction;
import dev.mutirao.connectors.function.SqlType;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/// Bytes as text and back: hexadecimal, base 64, URL, UTF-8; and integers in other bases.
final class Encodings {
  static final String LOWER_DIGITS = "0123456789abcdef";
  private static final String UPPER_DIGITS = "0123456789ABCDEF";

  private Encodings() {}

  @ScalarFunction(
      value = "hex",
      description = "The bytes, or the integer, in hexadecimal digits, upper case.",
      example = "hex('são')",
      result = "73C3A36F")
  static Bytes hex(TextBuffer buffer, Bytes text) {
    return hexDigits(buffer, text, UPPER_DIGITS);
  }

  @ScalarFunction("hex")
  static Bytes hexOfBinary(TextBuffer buffer, @SqlType("VARBINARY") Bytes bytes) {
    return hexDigits(buffer, bytes, UPPER_DIGITS);
  }

  @ScalarFunction("hex")
  static Bytes hex(TextBuffer buffer, long number) {
    return inBase(buffer, number, 4, UPPER_DIGITS);
  }

  @ScalarFunction(
      value = "to_hex",
      description = "The integer in hexadecimal digits, lower case.",
      example = "to_hex(2147483647)",
      result = "7fffffff")
  static Bytes toHex(TextBuffer buffer, long number) {
    return inBase(buffer, number, 4, LOWER_DIGITS);
  }

  @ScalarFunction("to_hex")
  static Bytes toHex(TextBuffer buffer, int number) {
    return inBase(buffer, Integer.toUnsignedLong(number), 4, LOWER_DIGITS);
  }

  @ScalarFunction(
      value = "to_oct",
      description = "The integer in octal digits.",
      example = "to_oct(8)",
      result = "10")
  static Bytes toOct(TextBuffer buffer, long number) {
    return inBase(buffer, number, 3, LOWER_DIGITS);
  }

  @ScalarFunction("to_oct")
  static Bytes toOct(TextBuffer buffer, int number) {
    return inBase(buffer, Integer.toUnsignedLong(number), 3, LOWER_DIGITS);
  }

  @ScalarFunction(
      value = "to_bin",
      aliases = {"bin", "to_binary"},
      description = "The integer in binary digits.",
      example = "to_bin(10)",
      result = "1010")
  static Bytes toBin(TextBuffer buffer, long number) {
    return inBase(buffer, number, 1, LOWER_DIGITS);
  }

  @ScalarFunction("to_bin")
  static Bytes toBin(TextBuffer buffer, int number) {
    return inBase(buffer, Integer.toUnsignedLong(number), 1, LOWER_DIGITS);
  }

  @ScalarFunction(
      value = "unhex",
      aliases = "from_hex",
      description = "The bytes of hexadecimal digits.",
      example = "unhex('6d7574')",
      result = "\\x6d7574")
  @SqlType("VARBINARY")
  static Bytes unhex(TextBuffer buffer, Bytes digits) {
    buffer.begin(digits.length() / 2 + 1);
    int at = 0;
    if (digits.length() % 2 == 1) { // a leading zero is understood
      buffer.append((byte) digit(digits, at++));
    }
    for (; at < digits.length(); at += 2) {
      buffer.append((byte) (digit(digits, at) << 4 | digit(digits, at + 1)));
    }
    return buffer.end();
  }

  @ScalarFunction(
      value = "to_base64",
      aliases = "base64",
      description = "The bytes in base 64.",
      example = "to_base64('são')",
      result = "c8Ojbw==")
  static Bytes toBase64(TextBuffer buffer, Bytes text) {
    return buffer.of(Base64.getEncoder().encode(text.toArray()));
  }

  @ScalarFunction("to_base64")
  static Bytes toBase64OfBinary(TextBuffer buffer, @SqlType("VARBINARY") Bytes bytes) {
    return toBase64(buffer, bytes);
  }

  @ScalarFunction(
      value = "from_base64",
      description = "The bytes of a text in base 64.",
      example = "from_base64('bXV0')",
      result = "\\x6d7574")
  @SqlType("VARBINARY")
  static Bytes fromBase64(TextBuffer buffer, Bytes text) {
    try {
      return buffer.of(Base64.getDecoder().decode(text.toArray()));
    } catch (IllegalArgumentException e) {
      throw notBase64("from_base64", text);
    }
  }

  @ScalarFunction(
      value = "encode",
      description =
          "The bytes as a text in hex, base64 or escape; of a text alone, its UTF-8 bytes.",
      example = "encode(unhex('6d7574'), 'base64')",
      result = "bXV0")
  static Bytes encode(
      TextBuffer buffer, @SqlType("VARBINARY") Bytes bytes, @Prepared BinaryEncoding encoding) {
    return encoding.encode(buffer, bytes);
  }

  @ScalarFunction("encode")
  @SqlType("VARBINARY")
  static Bytes encode(Bytes text) {
    return text;
  }

  @ScalarFunction(
      value = "decode",
      description =
          "The bytes of a text in hex, base64 or escape; of bytes alone, the text of which they are the UTF-8.",
      example = "decode('bXV0', 'base64')",
      result = "\\x6d7574")
  @SqlType("VARBINARY")
  static Bytes decode(TextBuffer buffer, Bytes text, @Prepared BinaryEncoding encoding) {
    return encoding.decode(buffer, text);
  }

  @ScalarFunction("decode")
  static Bytes decode(@SqlType("VARBINARY") Bytes bytes) {
    try {
      StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(bytes.toArray())); // which refuses what is none
      return bytes;
    } catch (CharacterCodingException e) {
      throw QueryErrors.invalidArgument("decode", "bytes of UTF-8", "0x" + hexText(bytes));
    }
  }

  @ScalarFunction(
      value = "url_encode",
      description = "The text with every byte that a URL gives a meaning as % and two digits.",
      example = "url_encode('a b/ç')",
      result = "a%20b%2F%C3%A7")
  static Bytes urlEncode(TextBuffer buffer, Bytes text) {
    buffer.begin(text.length());
    for (int i = 0; i < text.length(); i++) {
      byte each = text.get(i);
      boolean plain =
          each >= '0' && each <= '9'
              || each >= 'A' && each <= 'Z'
              || each >= 'a' && each <= 'z'
              || each == '-'
              || each == '.'
              || each == '_'
              || each == '~';
      if (plain) {
        buffer.append(each);
      } else {
        hexDigits(buffer.append((byte) '%'), each, UPPER_DIGITS);
      }
    }
    return buffer.end();
  }

  @ScalarFunction(
      value = "url_decode",
      description = "The text with every % and two digits made the byte that they stand for.",
      example = "url_decode('a%20b')",
      result = "a b")
  static Bytes urlDecode(TextBuffer buffer, Bytes text) {
    buffer.begin(text.length());
    for (int i = 0; i < text.length(); i++) {
      byte each = text.get(i);
      boolean coded =
          each == '%'
              && i + 2 < text.length()
              && Character.digit(text.get(i + 1), 16) >= 0
              && Character.digit(text.get(i + 2), 16) >= 0;
      if (coded) {
        buffer.append((byte) (digit(text, i + 1) << 4 | digit(text, i + 2)));
        i += 2;
      } else {
        buffer.append(each);
      }
    }
    return decode(buffer.end());
  }

  static RuntimeException notBase64(String function, Bytes text) {
    return QueryErrors.invalidArgument(function, "a text in base 64", "'" + text.text() + "'");
  }

  static void hexDigits(TextBuffer buffer, byte each, String digits) {
    buffer.append((byte) digits.charAt(each >> 4 & 0xF)).append((byte) digits.charAt(each & 0xF));
  }

  static Bytes hexDigits(TextBuffer buffer, Bytes bytes, String digits) {
    buffer.begin(2 * bytes.length());
    for (int i = 0; i < bytes.length(); i++) {
      hexDigits(buffer, bytes.get(i), digits);
    }
    return buffer.end();
  }

  static int digit(Bytes digits, int at) {
    int digit = digits.get(at) < 0 ? -1 : Character.digit(digits.get(at), 16);
    if (digit < 0) {
      throw QueryErrors.invalidArgument("unhex", "hexadecimal digits", "'" + digits.text() + "'");
    }
    return digit;
  }

  private static String hexText(Bytes bytes) {
    return java.util.HexFormat.of().formatHex(bytes.toArray());
  }

  /// @param bits of a digit
  private static Bytes inBase(TextBuffer buffer, long number, int bits, String digits) {
    int width = Math.max(1, (64 - Long.numberOfLeadingZeros(number) + bits - 1) / bits);
    buffer.begin(width);
    for (int place = width - 1; place >= 0; place--) {
      buffer.append((byte) digits.charAt((int) (number >>> place * bits) & (1 << bits) - 1));
    }
    return buffer.end();
  }
}
