package dev.mutirao.connectors.parquet;

import dev.mutirao.connectors.file.DataFile;
import dev.mutirao.connectors.file.PinnedFile;
import dev.mutirao.connectors.source.Split;
import java.util.LinkedHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Footers by file version, so that describing a table, listing its splits and opening each of them
/// parse a footer once. Thread-safe; the least recently used leave first.
final class FooterCache {
  /// Bytes of encoded footers; parsed they take some ten times as much.
  private static final long CAPACITY = 16L << 20;

  private record Version(String path, long size, long modified) {}

  private final LinkedHashMap<Version, Footer> footers = new LinkedHashMap<>(16, 0.75f, true);
  private long size;

  Footer get(DataFile file) {
    return get(
        new Version(file.path(), file.size(), file.modified()),
        () -> {
          try (var open = PinnedFile.open(file)) {
            return Footer.read(open);
          }
        });
  }

  /// The footer of a split's file that is open already.
  Footer get(Split split, PinnedFile open) {
    return get(
        new Version(split.path(), split.fileSize(), split.fileModified()), () -> Footer.read(open));
  }

  private Footer get(Version version, Supplier<Footer> read) {
    var known = find(version);
    if (known != null) {
      return known;
    }
    var footer = read.get();
    put(version, footer);
    return footer;
  }

  private synchronized @Nullable Footer find(Version version) {
    return footers.get(version);
  }

  private synchronized void put(Version version, Footer footer) {
    var before = footers.put(version, footer);
    size += footer.size() - (before == null ? 0 : before.size());
    var oldest = footers.entrySet().iterator();
    while (size > CAPACITY && footers.size() > 1) {
      size -= oldest.next().getValue().size();
      oldest.remove();
    }
  }
}
