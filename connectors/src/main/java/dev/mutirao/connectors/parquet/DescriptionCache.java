package dev.mutirao.connectors.parquet;

import dev.mutirao.connectors.file.DataFile;
import dev.mutirao.connectors.source.TableDescription;
import dev.mutirao.connectors.source.TableHandle;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Descriptions of tables by the versions of all their files, so that the next query adds up no
/// statistics. Thread-safe; the least recently used leave first.
final class DescriptionCache {
  /// Files of all tables together.
  private static final int CAPACITY = 20_000;

  private record Version(TableHandle table, List<DataFile> files) {
    Version {
      files = List.copyOf(files);
    }
  }

  private final LinkedHashMap<Version, TableDescription> descriptions =
      new LinkedHashMap<>(16, 0.75f, true);
  private int files;

  TableDescription get(
      TableHandle table, List<DataFile> files, Supplier<TableDescription> described) {
    var version = new Version(table, files);
    var known = find(version);
    if (known != null) {
      return known;
    }
    var description = described.get();
    put(version, description);
    return description;
  }

  private synchronized @Nullable TableDescription find(Version version) {
    return descriptions.get(version);
  }

  private synchronized void put(Version version, TableDescription description) {
    if (descriptions.put(version, description) == null) {
      files += version.files().size();
    }
    var oldest = descriptions.entrySet().iterator();
    while (files > CAPACITY && descriptions.size() > 1) {
      files -= oldest.next().getKey().files().size();
      oldest.remove();
    }
  }
}
