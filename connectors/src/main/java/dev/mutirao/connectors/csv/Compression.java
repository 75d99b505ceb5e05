package dev.mutirao.connectors.csv;

import java.util.Locale;

/// How a whole CSV file is compressed.
enum Compression {
  NONE,
  GZIP,
  ZSTD;

  /// By the end of the file's name.
  static Compression of(String path) {
    var name = path.toLowerCase(Locale.ROOT);
    if (name.endsWith(".gz")) {
      return GZIP;
    }
    return name.endsWith(".zst") ? ZSTD : NONE;
  }
}
