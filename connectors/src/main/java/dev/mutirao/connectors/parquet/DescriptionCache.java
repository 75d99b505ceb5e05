package dev.mutirao.connectors.parquet;

import dev.mutirao.connectors.cache.RecentlyUsed;
import dev.mutirao.connectors.file.DataFile;
import dev.mutirao.connectors.source.TableDescription;
import dev.mutirao.connectors.source.TableHandle;
import java.util.List;
import java.util.function.Supplier;

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

  private final RecentlyUsed<Version, TableDescription> descriptions =
      new RecentlyUsed<>(CAPACITY, (version, description) -> version.files().size());

  TableDescription get(
      TableHandle table, List<DataFile> files, Supplier<TableDescription> described) {
    return descriptions.get(new Version(table, files), described);
  }
}
