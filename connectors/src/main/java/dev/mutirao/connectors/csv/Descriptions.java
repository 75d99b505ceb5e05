package dev.mutirao.connectors.csv;

import dev.mutirao.connectors.file.DataFile;
import dev.mutirao.connectors.source.TableDescription;
import dev.mutirao.connectors.source.TableReference;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/// Remembers what was found out about files that have not changed since, so that a table that is
/// queried again is not sampled again. Thread-safe; two threads may find the same out at once.
final class Descriptions {
  private static final int REMEMBERED = 256;

  private final Map<Key, TableDescription> byKey =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, TableDescription> eldest) {
          return size() > REMEMBERED;
        }
      };

  /// Files are equal when path, size and modification time are.
  private record Key(TableReference reference, List<DataFile> files) {}

  TableDescription of(
      TableReference reference, List<DataFile> files, Supplier<TableDescription> find) {
    var key = new Key(reference, List.copyOf(files));
    synchronized (byKey) {
      var known = byKey.get(key);
      if (known != null) {
        return known;
      }
    }
    var found = find.get();
    synchronized (byKey) {
      byKey.put(key, found);
    }
    return found;
  }
}
