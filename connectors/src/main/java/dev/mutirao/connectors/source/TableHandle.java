package dev.mutirao.connectors.source;

import dev.mutirao.connectors.type.Schema;
import java.util.Map;

/// A table as its connector resolved it: enough to scan it on any node without looking at the
/// reference again. `options` are the connector's own, complete (what was sniffed is written down).
///
/// A column that exists and cannot be read yet (a nested one) is no part of the schema. It is in
/// the options under {@link #UNSUPPORTED_COLUMN} and its name, so that whoever misses it can say
/// so.
public record TableHandle(
    String connector, String location, Schema schema, Map<String, String> options) {
  /// Prefix of options whose value says what an unreadable column is, for example `LIST`.
  public static final String UNSUPPORTED_COLUMN = "unsupported=";

  /// Option that says how many of the last columns come from `key=value` folders.
  public static final String PARTITIONS = "partitions";

  public TableHandle {
    options = Map.copyOf(options);
  }

  /// How many of the last columns come from `key=value` folders.
  public int partitionColumns() {
    return Integer.parseInt(options.getOrDefault(PARTITIONS, "0"));
  }
}
