package dev.mutirao.connectors.csv;

import dev.mutirao.connectors.type.Type;
import dev.mutirao.connectors.type.Type.Simple;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// SQL type names as they are written in the option `types`.
final class TypeNames {
  private static final Pattern DECIMAL =
      Pattern.compile("(?:DECIMAL|NUMERIC)(?: *\\( *(\\d{1,2}) *(?:, *(\\d{1,2}) *)?\\))?");

  private TypeNames() {}

  /// The type of that name, or null when there is none that CSV can hold.
  static @Nullable Type parse(String name) {
    var upper = name.strip().toUpperCase(Locale.ROOT).replaceAll("\\s+", " ");
    var decimal = DECIMAL.matcher(upper);
    if (decimal.matches()) {
      return decimal(decimal.group(1), decimal.group(2));
    }
    return switch (upper) {
      case "BOOLEAN", "BOOL" -> Simple.BOOLEAN;
      case "TINYINT" -> Simple.TINYINT;
      case "SMALLINT", "INT2" -> Simple.SMALLINT;
      case "INTEGER", "INT", "INT4" -> Simple.INTEGER;
      case "BIGINT", "INT8" -> Simple.BIGINT;
      case "REAL", "FLOAT4" -> Simple.REAL;
      case "DOUBLE", "DOUBLE PRECISION", "FLOAT", "FLOAT8" -> Simple.DOUBLE;
      case "VARCHAR", "TEXT", "STRING", "CHAR" -> Simple.VARCHAR;
      case "DATE" -> Simple.DATE;
      case "TIME" -> Simple.TIME;
      case "TIMESTAMP", "DATETIME" -> Simple.TIMESTAMP;
      case "TIMESTAMP WITH LOCAL TIME ZONE", "TIMESTAMPTZ", "TIMESTAMP WITH TIME ZONE" ->
          Simple.INSTANT;
      default -> null;
    };
  }

  private static @Nullable Type decimal(@Nullable String precision, @Nullable String scale) {
    try {
      return new Type.Decimal(
          precision == null ? 18 : Integer.parseInt(precision),
          scale == null ? 0 : Integer.parseInt(scale));
    } catch (IllegalArgumentException e) {
      return null;
    }
  }
}
