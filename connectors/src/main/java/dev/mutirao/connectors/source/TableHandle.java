package dev.mutirao.connectors.source;

import dev.mutirao.connectors.type.Schema;
import java.util.Map;

/// A table as its connector resolved it: enough to scan it on any node without looking at the
/// reference again. `options` are the connector's own, complete (what was sniffed is written down).
public record TableHandle(
    String connector, String location, Schema schema, Map<String, String> options) {
  public TableHandle {
    options = Map.copyOf(options);
  }
}
