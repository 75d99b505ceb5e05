package dev.mutirao.connectors.type;

import java.util.Objects;

/// A named column. `nullable` is a promise when false: no value is NULL.
public record Field(String name, Type type, boolean nullable) {
  public Field {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(type, "type");
  }

  /// A column that may hold NULL.
  public static Field of(String name, Type type) {
    return new Field(name, type, true);
  }
}
