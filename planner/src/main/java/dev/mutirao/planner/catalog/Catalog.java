package dev.mutirao.planner.catalog;

import java.util.List;
import java.util.Optional;

/// The views and external tables that users created. Names are matched without regard to case and
/// keep the spelling they were created with. Thread-safe; what one thread saved, all see.
public interface Catalog extends AutoCloseable {
  Optional<CatalogObject> find(String name);

  /// All objects, by name without regard to case.
  List<CatalogObject> list();

  /// Adds an object, in the place of one with its name when `replace`.
  ///
  /// @return false when there is one with its name and `replace` is false; nothing is changed then
  boolean save(CatalogObject object, boolean replace);

  /// Removes an object, if there is one.
  void remove(String name);

  @Override
  void close();
}
