package dev.mutirao.connectors.parquet;

import dev.mutirao.connectors.cache.RecentlyUsed;
import dev.mutirao.connectors.file.DataFile;
import dev.mutirao.connectors.file.PinnedFile;
import dev.mutirao.connectors.source.Split;

/// Footers by file version, so that describing a table, listing its splits and opening each of them
/// parse a footer once. Thread-safe; the least recently used leave first.
final class FooterCache {
  /// Bytes of encoded footers; parsed they take some ten times as much.
  private static final long CAPACITY = 16L << 20;

  private record Version(String path, long size, long modified) {}

  private final RecentlyUsed<Version, Footer> footers =
      new RecentlyUsed<>(CAPACITY, (version, footer) -> footer.size());

  Footer get(DataFile file) {
    return footers.get(
        new Version(file.path(), file.size(), file.modified()),
        () -> {
          try (var open = PinnedFile.open(file)) {
            return Footer.read(open);
          }
        });
  }

  /// The footer of a split's file that is open already.
  Footer get(Split split, PinnedFile open) {
    return footers.get(
        new Version(split.path(), split.fileSize(), split.fileModified()), () -> Footer.read(open));
  }
}
