package dev.mutirao.executor.function;

import dev.mutirao.connectors.error.QueryErrors;
import org.jspecify.annotations.Nullable;

/// Prints PostgreSQL's `format`: `%[position$][-][width]type`, where the type is s, I or L.
final class FormatPrinter {
  /// Of widths and positions.
  private static final int LARGEST_NUMBER = 1_000_000;

  private final TextBuffer buffer;
  private final @Nullable Bytes[] values;
  private int nextValue;
  private int at;

  FormatPrinter(TextBuffer buffer, @Nullable Bytes[] values) {
    this.buffer = buffer;
    this.values = values;
  }

  Bytes print(Bytes format) {
    buffer.begin(format.length());
    while (at < format.length()) {
      byte each = format.get(at++);
      if (each != '%') {
        buffer.append(each);
      } else if (at < format.length() && format.get(at) == '%') {
        buffer.append(format.get(at++));
      } else {
        placeholder(format);
      }
    }
    return buffer.end();
  }

  private void placeholder(Bytes format) {
    int number = number(format);
    if (number >= 0 && at < format.length() && format.get(at) == '$') {
      at++;
      if (number == 0) {
        throw wrong("positions from 1", format);
      }
      nextValue = number - 1;
      number = -1;
    }
    boolean left = false;
    int width = number;
    if (number < 0) {
      while (at < format.length() && format.get(at) == '-') {
        left = true;
        at++;
      }
      if (at < format.length() && format.get(at) == '*') {
        at++;
        width = widthFromValue(format);
        left |= width < 0;
        width = Math.abs(width);
      } else {
        width = number(format);
      }
    }
    if (at == format.length()) {
      throw wrong("a type (s, I, L) after each %, or %% for a %", format);
    }
    byte type = format.get(at++);
    pad(type, left, width, value(format), format);
  }

  private void pad(byte type, boolean left, int width, @Nullable Bytes value, Bytes format) {
    int missing = width <= 0 ? 0 : width - length(type, value);
    if (!left) {
      blanks(missing);
    }
    append(type, value, format);
    if (left) {
      blanks(missing);
    }
  }

  private void append(byte type, @Nullable Bytes value, Bytes format) {
    switch (type) {
      case 's' -> {
        if (value != null) {
          buffer.append(value);
        }
      }
      case 'L' -> {
        if (value == null) {
          buffer.append((byte) 'N').append((byte) 'U').append((byte) 'L').append((byte) 'L');
        } else {
          Quoting.appendLiteral(buffer, value);
        }
      }
      case 'I' -> {
        if (value == null) {
          throw QueryErrors.invalidArgument("format", "a name for %I", "NULL");
        }
        Quoting.appendIdentifier(buffer, value);
      }
      default -> throw wrong("a type (s, I, L) after each %, or %% for a %", format);
    }
  }

  /// Characters that the value takes without padding.
  private static int length(byte type, @Nullable Bytes value) {
    if (value == null) {
      return type == 'L' ? "NULL".length() : 0;
    }
    if (type == 's' || type == 'I' && Quoting.isPlainName(value)) {
      return Utf8.length(value);
    }
    var text = value.text();
    int quotes = 0;
    for (int i = 0; i < text.length(); i++) {
      char each = text.charAt(i);
      quotes += each == (type == 'L' ? '\'' : '"') || type == 'L' && each == '\\' ? 1 : 0;
    }
    int written = Utf8.length(value) + quotes + 2;
    boolean escaped = type == 'L' && text.indexOf('\\') >= 0;
    return written + (escaped ? 1 : 0);
  }

  private @Nullable Bytes value(Bytes format) {
    if (nextValue >= values.length) {
      throw wrong("as many values as the format wants", format);
    }
    return values[nextValue++];
  }

  private int widthFromValue(Bytes format) {
    var value = value(format);
    int width;
    try {
      width = value == null ? 0 : Integer.parseInt(value.text());
    } catch (NumberFormatException e) {
      throw QueryErrors.invalidArgument("format", "a whole number for *", "'" + value + "'");
    }
    if (width < -LARGEST_NUMBER || width > LARGEST_NUMBER) {
      throw wrong("numbers up to " + LARGEST_NUMBER, format);
    }
    return width;
  }

  /// The number at this place of the format; -1 when there is none.
  private int number(Bytes format) {
    int number = -1;
    while (at < format.length() && format.get(at) >= '0' && format.get(at) <= '9') {
      number = Math.max(number, 0) * 10 + format.get(at++) - '0';
      if (number > LARGEST_NUMBER) {
        throw wrong("numbers up to " + LARGEST_NUMBER, format);
      }
    }
    return number;
  }

  private void blanks(int count) {
    for (int i = 0; i < count; i++) {
      buffer.append((byte) ' ');
    }
  }

  private static RuntimeException wrong(String expected, Bytes format) {
    return QueryErrors.invalidArgument("format", expected, "'" + format.text() + "'");
  }
}
