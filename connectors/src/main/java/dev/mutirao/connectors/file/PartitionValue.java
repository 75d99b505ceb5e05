package dev.mutirao.connectors.file;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a folder named `key=value` says about the files below it. `value` is null for NULL.
public record PartitionValue(String key, @Nullable String value) {
  /// What Hive, Spark and others write for NULL.
  static final String NULL_FOLDER = "__HIVE_DEFAULT_PARTITION__";

  /// Split properties that begin so are partition values. No connector's own note may begin so.
  private static final String PROPERTY_PREFIX = "partition=";

  /// The values on a file's path, outermost folder first.
  static List<PartitionValue> on(Path file) {
    var values = new ArrayList<PartitionValue>();
    for (var folder = file.getParent(); folder != null; folder = folder.getParent()) {
      if (folder.getFileName() != null) {
        var value = parse(folder.getFileName().toString());
        if (value != null) {
          values.add(value);
        }
      }
    }
    return values.reversed();
  }

  private static @Nullable PartitionValue parse(String folder) {
    int equals = folder.indexOf('=');
    if (equals <= 0) {
      return null;
    }
    var value = folder.substring(equals + 1);
    return new PartitionValue(
        percentDecoded(folder.substring(0, equals)),
        value.equals(NULL_FOLDER) ? null : percentDecoded(value));
  }

  /// As split properties; NULL is an absent property.
  static Map<String, String> properties(List<PartitionValue> values) {
    var properties = new HashMap<String, String>();
    for (var value : values) {
      if (value.value != null) {
        properties.put(PROPERTY_PREFIX + value.key, value.value);
      }
    }
    return properties;
  }

  static @Nullable String of(Map<String, String> properties, String key) {
    return properties.get(PROPERTY_PREFIX + key);
  }

  /// Replaces each `%41` by the byte it names; a `%` without two hexadecimal digits stays as it is.
  private static String percentDecoded(String text) {
    if (text.indexOf('%') < 0) {
      return text;
    }
    var bytes = text.getBytes(StandardCharsets.UTF_8);
    var out = new ByteArrayOutputStream(bytes.length);
    for (int i = 0; i < bytes.length; i++) {
      int high = i + 2 < bytes.length && bytes[i] == '%' ? Character.digit(bytes[i + 1], 16) : -1;
      int low = high < 0 ? -1 : Character.digit(bytes[i + 2], 16);
      if (low < 0) {
        out.write(bytes[i]);
      } else {
        out.write(high << 4 | low);
        i += 2;
      }
    }
    return out.toString(StandardCharsets.UTF_8);
  }
}
