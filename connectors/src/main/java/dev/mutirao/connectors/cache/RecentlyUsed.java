package dev.mutirao.connectors.parquet;

import java.util.LinkedHashMap;
import java.util.function.Supplier;
import java.util.function.ToLongBiFunction;
import org.jspecify.annotations.Nullable;

/// What was read or computed last, by what it was made from. The least recently used leave first.
/// Thread-safe; two threads that ask for the same at once may both make it.
///
/// @param <K> says all that the value depends on
final class RecentlyUsed<K, V> {
  private final long capacity;
  private final ToLongBiFunction<K, V> weight;
  private final LinkedHashMap<K, V> values = new LinkedHashMap<>(16, 0.75f, true);
  private long used;

  /// @param capacity of all values together, in units of `weight`; one value is kept in any case
  RecentlyUsed(long capacity, ToLongBiFunction<K, V> weight) {
    this.capacity = capacity;
    this.weight = weight;
  }

  V get(K key, Supplier<V> made) {
    var known = find(key);
    if (known != null) {
      return known;
    }
    var value = made.get();
    put(key, value);
    return value;
  }

  private synchronized @Nullable V find(K key) {
    return values.get(key);
  }

  private synchronized void put(K key, V value) {
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
