package dev.mutirao.connectors.source;

import dev.mutirao.connectors.type.Schema;
import java.util.Map;
import java.util.Optional;

/// What a user wrote to name external data: a location (a file, a folder or a pattern; already
/// absolute), options such as `delimiter`, and the columns when they were declared. Option names
/// are lower case.
public record TableReference(
    String location, Map<String, String> options, Optional<Schema> columns) {
  public TableReference {
    options = Map.copyOf(options);
  }
}
