package dev.mutirao.planner.catalog;

/// A function that a user created. Functions have names of their own, beside those of views and
/// tables.
public sealed interface CatalogFunction {
  String name();

  /// A function written in SQL. `definition` is what follows the name in the statement that created
  /// it.
  record Sql(String name, String definition) implements CatalogFunction {}

  /// A function of a jar, which the catalog keeps by the hash of its bytes.
  ///
  /// @param path where the jar was read
  record Java(String name, String path, String hash) implements CatalogFunction {}
}
