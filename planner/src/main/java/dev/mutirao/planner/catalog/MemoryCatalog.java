package dev.mutirao.planner.catalog;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;

/// Lives as long as the process.
public final class MemoryCatalog implements Catalog {
  private final ConcurrentSkipListMap<String, CatalogObject> objects =
      new ConcurrentSkipListMap<>(String.CASE_INSENSITIVE_ORDER);

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
    if (!replace && objects.containsKey(object.name())) {
      return false;
    }
    objects.remove(object.name());
    objects.put(object.name(), object);
    return true;
  }

  @Override
  public synchronized void remove(String name) {
    objects.remove(name);
  }

  @Override
  public void close() {}
}
