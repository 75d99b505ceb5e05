package dev.mutirao.planner.catalog;

import dev.mutirao.connectors.type.Type;
import java.util.Arrays;
import java.util.regex.Pattern;

/// Reads types back from how {@link Type#sql} writes them.
final class TypeText {
  private static final Pattern DECIMAL = Pattern.compile("DECIMAL\\((\\d+), (\\d+)\\)");

  private TypeText() {}

  static Type parse(String text) {
    var decimal = DECIMAL.matcher(text);
    if (decimal.matches()) {
      return new Type.Decimal(
          Integer.parseInt(decimal.group(1)), Integer.parseInt(decimal.group(2)));
    }
    return Arrays.stream(Type.Simple.values())
        .filter(type -> type.sql().equals(text))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("no such type in the catalog: " + text));
  }
}
