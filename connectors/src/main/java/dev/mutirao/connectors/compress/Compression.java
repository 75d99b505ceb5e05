package dev.mutirao.connectors.compress;

import java.util.Locale;

/// How blocks are compressed that are sent or kept for a moment: fast, and each by itself.
public enum Compression {
  NONE,
  LZ4,
  ZSTD;

  /// @param name as settings have it, in any case
  public static Compression named(String name) {
    return valueOf(name.toUpperCase(Locale.ROOT));
  }

  public String settingName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
