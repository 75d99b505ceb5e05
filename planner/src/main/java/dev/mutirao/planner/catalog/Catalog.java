package dev.mutirao.planner.catalog;

import dev.mutirao.executor.userfunction.JarContent;
import java.util.List;
import java.util.Optional;

/// The views, external tables and functions that users created. Names are matched without regard to
/// case and keep the spelling they were created with. Thread-safe; what one thread saved, all see.
public interface Catalog extends AutoCloseable {
  Optional<CatalogObject> find(String name);

  /// All objects, by name without regard to case.
  List<CatalogObject> list();

  /// The names of all objects of one kind.
  default List<String> names(Class<? extends CatalogObject> kind) {
    return list().stream().filter(kind::isInstance).map(CatalogObject::name).toList();
  }

  /// Adds an object, in the place of one with its name when `replace`.
  ///
  /// @return false when there is one with its name and `replace` is false; nothing is changed then
  boolean save(CatalogObject object, boolean replace);

  /// Removes an object, if there is one.
  void remove(String name);

  Optional<CatalogFunction> function(String name);

  /// All functions, by name without regard to case.
  List<CatalogFunction> functions();

  /// Adds a function, in the place of one with its name when `replace`, and with it the bytes of
  /// its jar, which are forgotten with the last function of it.
  ///
  /// @param jar empty for a function that is written in SQL
  /// @return false when there is one with its name and `replace` is false; nothing is changed then
  boolean save(CatalogFunction function, Optional<JarContent> jar, boolean replace);

  /// The jar of a hash.
  Optional<JarContent> jar(String hash);

  /// Removes a function, if there is one.
  void removeFunction(String name);

  @Override
  void close();
}
