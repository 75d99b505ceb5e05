package dev.mutirao.planner.catalog;

import dev.mutirao.executor.userfunction.JarContent;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;

/// Lives as long as the process.
public final class MemoryCatalog implements Catalog {
  private final ConcurrentSkipListMap<String, CatalogObject> objects =
      new ConcurrentSkipListMap<>(String.CASE_INSENSITIVE_ORDER);
  private final ConcurrentSkipListMap<String, CatalogFunction> functions =
      new ConcurrentSkipListMap<>(String.CASE_INSENSITIVE_ORDER);
  private final Map<String, JarContent> jars = new ConcurrentHashMap<>();

  @Override
  public Optional<CatalogObject> find(String name) {
    return Optional.ofNullable(objects.get(name));
  }

  @Override
  public List<CatalogObject> list() {
    return List.copyOf(objects.values());
  }

  @Override
  public synchronized boolean save(CatalogObject object, boolean replace) {
    return save(objects, object.name(), object, replace);
  }

  @Override
  public synchronized void remove(String name) {
    objects.remove(name);
  }

  @Override
  public Optional<CatalogFunction> function(String name) {
    return Optional.ofNullable(functions.get(name));
  }

  @Override
  public List<CatalogFunction> functions() {
    return List.copyOf(functions.values());
  }

  @Override
  public synchronized boolean save(
      CatalogFunction function, Optional<JarContent> jar, boolean replace) {
    if (!save(functions, function.name(), function, replace)) {
      return false;
    }
    jar.ifPresent(content -> jars.put(content.hash(), content));
    forgetJars();
    return true;
  }

  @Override
  public synchronized void removeFunction(String name) {
    functions.remove(name);
    forgetJars();
  }

  @Override
  public Optional<JarContent> jar(String hash) {
    return Optional.ofNullable(jars.get(hash));
  }

  private void forgetJars() {
    jars.keySet()
        .removeIf(hash ->
            functions.values().stream()
                .noneMatch(function ->
                    function instanceof CatalogFunction.Java java && java.hash().equals(hash)));
  }

  /// Takes the new spelling of a name with it.
  private static <T> boolean save(Map<String, T> all, String name, T value, boolean replace) {
    if (!replace && all.containsKey(name)) {
      return false;
    }
    all.remove(name);
    all.put(name, value);
    return true;
  }

  @Override
  public void close() {}
}
