package dev.mutirao.executor.function;

import dev.mutirao.connectors.error.QueryErrors;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;

/// The texts that PostgreSQL's `encode` makes of bytes. Base 64 is in lines of 76 characters.
enum BinaryEncoding {
  HEX,
  BASE64,
  ESCAPE;

  private static final Base64.Encoder LINES =
      Base64.getMimeEncoder(76, "\n".getBytes(StandardCharsets.US_ASCII));

  static BinaryEncoding of(Bytes name) {
    return switch (name.text().toLowerCase(Locale.ROOT)) {
      case "hex" -> HEX;
      case "base64" -> BASE64;
      case "escape" -> ESCAPE;
      default ->
          throw QueryErrors.invalidArgument(
              "encode and decode", "one of base64, escape, hex", "'" + name.text() + "'");
    };
  }

  Bytes encode(TextBuffer buffer, Bytes bytes) {
    return switch (this) {
      case HEX -> Encodings.hexDigits(buffer, bytes, Encodings.LOWER_DIGITS);
      case BASE64 -> buffer.of(LINES.encode(bytes.toArray()));
      case ESCAPE -> escape(buffer, bytes);
    };
  }

  Bytes decode(TextBuffer buffer, Bytes text) {
    return switch (this) {
      case HEX -> decodeHex(buffer, text);
      case BASE64 -> {
        try {
          yield buffer.of(Base64.getMimeDecoder().decode(text.toArray()));
        } catch (IllegalArgumentException e) {
          throw Encodings.notBase64("decode", text);
        }
      }
      case ESCAPE -> unescape(buffer, text);
    };
  }

  /// Blanks between bytes are left out.
  private static Bytes decodeHex(TextBuffer buffer, Bytes text) {
    buffer.begin(text.length() / 2);
    for (int at = 0; at < text.length(); at++) {
      if (!Character.isWhitespace(text.get(at))) {
        if (at + 1 == text.length()) {
          throw QueryErrors.invalidArgument(
              "decode", "an even number of hexadecimal digits", "'" + text.text() + "'");
        }
        buffer.append((byte) (Encodings.digit(text, at) << 4 | Encodings.digit(text, ++at)));
      }
    }
    return buffer.end();
  }

  /// Zero and bytes beyond ASCII as a backslash and three octal digits.
  private static Bytes escape(TextBuffer buffer, Bytes bytes) {
    buffer.begin(bytes.length());
    for (int i = 0; i < bytes.length(); i++) {
      byte each = bytes.get(i);
      if (each <= 0) {
        buffer
            .append((byte) '\\')
            .append((byte) ('0' + (each >> 6 & 3)))
            .append((byte) ('0' + (each >> 3 & 7)))
            .append((byte) ('0' + (each & 7)));
      } else if (each == '\\') {
        buffer.append(each).append(each);
      } else {
        buffer.append(each);
      }
    }
    return buffer.end();
  }

  private static Bytes unescape(TextBuffer buffer, Bytes text) {
    buffer.begin(text.length());
    for (int i = 0; i < text.length(); i++) {
      byte each = text.get(i);
      if (each != '\\') {
        buffer.append(each);
      } else if (i + 1 < text.length() && text.get(i + 1) == '\\') {
        buffer.append(text.get(++i));
      } else if (i + 3 < text.length() && isOctal(text, i + 1)) {
        buffer.append(
            (byte)
                (text.get(i + 1) - '0' << 6 | text.get(i + 2) - '0' << 3 | text.get(i + 3) - '0'));
        i += 3;
      } else {
        throw QueryErrors.invalidArgument(
            "decode",
            "a backslash or three octal digits after each backslash",
            "'" + text.text() + "'");
      }
    }
    return buffer.end();
  }

  private static boolean isOctal(Bytes text, int at) {
    return text.get(at) >= '0'
        && text.get(at) <= '3'
        && text.get(at + 1) >= '0'
        && text.get(at + 1) <= '7'
        && text.get(at + 2) >= '0'
        && text.get(at + 2) <= '7';
  }
}
