package dev.mutirao.server.flightsql;

import com.google.protobuf.ByteString;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// What clients hold by a name that nobody can guess: globally unique, without a session, forgotten
/// when it is not used for long or when too many others came after it. Thread-safe.
final class Handles<T> {
  private record Entry<T>(T value, long usedNanos) {}

  private final long idleNanos;
  private final int limit;
  private final Map<String, Entry<T>> entries = // least recently used first; guarded by this
      new LinkedHashMap<>(16, 0.75f, true);

  Handles(Duration idle, int limit) {
    this.idleNanos = idle.toNanos();
    this.limit = limit;
  }

  synchronized ByteString add(T value) {
    var handle = UUID.randomUUID().toString();
    long now = System.nanoTime();
    entries.put(handle, new Entry<>(value, now));
    Iterator<Entry<T>> oldest = entries.values().iterator();
    while (oldest.hasNext()) {
      boolean expired = now - oldest.next().usedNanos() > idleNanos;
      if (!expired && entries.size() <= limit) {
        break;
      }
      oldest.remove();
    }
    return ByteString.copyFromUtf8(handle);
  }

  synchronized Optional<T> find(ByteString handle) {
    var name = handle.toStringUtf8();
    var entry = entries.get(name);
    if (entry == null) {
      return Optional.empty();
    }
    entries.put(name, new Entry<>(entry.value(), System.nanoTime()));
    return Optional.of(entry.value());
  }

  /// Takes what the handle stands for out; only one caller gets it.
  synchronized Optional<T> remove(ByteString handle) {
    return Optional.ofNullable(entries.remove(handle.toStringUtf8())).map(Entry::value);
  }
}
