package dev.mutirao.executor.userfunction;

import dev.mutirao.connectors.error.FunctionErrors;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipInputStream;

/// Reads what is in a jar.
final class JarEntries {
  /// A jar of functions is small; more is a mistake or an attack.
  private static final long MOST_BYTES = 512L << 20;

  private JarEntries() {}

  /// Files by their path in the jar.
  ///
  /// @throws dev.mutirao.connectors.error.MutiraoException when it is no jar, or a broken one
  static Map<String, byte[]> of(JarContent jar) {
    var bytes = jar.content().bytes();
    if (bytes.length < 4 || bytes[0] != 'P' || bytes[1] != 'K') {
      throw FunctionErrors.jarBroken(jar.name(), "it is not a jar file", null);
    }
    var entries = new LinkedHashMap<String, byte[]>();
    long total = 0;
    try (var zip = new ZipInputStream(new ByteArrayInputStream(bytes))) {
      for (var entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        if (!entry.isDirectory()) {
          var content =
              zip.readNBytes((int) Math.min(Integer.MAX_VALUE - 8, MOST_BYTES - total + 1));
          total += content.length;
          if (total > MOST_BYTES) {
            throw FunctionErrors.jarBroken(
                jar.name(), "it holds more than " + (MOST_BYTES >> 20) + " MB", null);
          }
          entries.put(entry.getName(), content);
        }
      }
    } catch (IOException | IllegalArgumentException e) {
      throw FunctionErrors.jarBroken(jar.name(), "it is damaged", e);
    }
    return entries;
  }
}
