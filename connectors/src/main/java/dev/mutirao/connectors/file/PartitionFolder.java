package dev.mutirao.connectors.file;

import dev.mutirao.connectors.type.Literal;
import dev.mutirao.connectors.type.ValueText;
import java.nio.charset.StandardCharsets;

/// Names `key=value` folders as Hive does: what is special in a path or in such a name is
/// percent-encoded.
public final class PartitionFolder {
  private static final String SPECIAL = "\"#%'*/:=?\\{[]^<>|";

  private PartitionFolder() {}

  /// The name of the folder for rows whose column `key` has this value.
  public static String name(String key, Literal value) {
    return encoded(key)
        + "="
        + (value.isNull() ? PartitionValue.NULL_FOLDER : encoded(ValueText.of(value)));
  }

  private static String encoded(String text) {
    var name = new StringBuilder(text.length());
    text.codePoints()
        .forEach(c -> {
          if (c < ' ' || c == 0x7F || SPECIAL.indexOf(c) >= 0) {
            for (byte b : Character.toString(c).getBytes(StandardCharsets.UTF_8)) {
              name.append(String.format(java.util.Locale.ROOT, "%%%02X", b & 0xFF));
            }
          } else {
            name.appendCodePoint(c);
          }
        });
    // A text that is the name for NULL must not be read as one.
    return name.toString().equals(PartitionValue.NULL_FOLDER)
        ? "%5F" + name.substring(1)
        : name.toString();
  }
}
