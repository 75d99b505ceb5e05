package dev.mutirao.connectors.cache;

import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.ToLongBiFunction;

/// What was read or computed last, by what it was made from. The least recently used leave first.
/// Thread-safe; two threads that ask for the same at once may both make it.
///
/// @param <K> says all that the value depends on
public final class RecentlyUsed<K, V> {
  private final long capacity;
  private final ToLongBiFunction<K, V> weight;
  private final LinkedHashMap<K, V> values = new LinkedHashMap<>(16, 0.75f, true);
  private long used;

  /// @param capacity of all values together, in units of `weight`; one value is kept in any case
  public RecentlyUsed(long capacity, ToLongBiFunction<K, V> weight) {
    this.capacity = capacity;
    this.weight = weight;
  }

  /// The value of `key`, made when it is not there.
  public V get(K key, Supplier<V> made) {
    var known = find(key);
    if (known.isPresent()) {
      return known.get();
    }
    var value = made.get();
    put(key, value);
    return value;
  }

  public synchronized Optional<V> find(K key) {
    return Optional.ofNullable(values.get(key));
  }

  /// Takes the place of the value that `key` had.
  public synchronized void put(K key, V value) {
    var before = values.put(key, value);
    used += weight.applyAsLong(key, value);
    used -= before == null ? 0 : weight.applyAsLong(key, before);
    var oldest = values.entrySet().iterator();
    while (used > capacity && values.size() > 1) {
      var entry = oldest.next();
      used -= weight.applyAsLong(entry.getKey(), entry.getValue());
      oldest.remove();
    }
  }
}
