package dev.mutirao.executor.userfunction;

import dev.mutirao.connectors.error.FunctionErrors;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipInputStream;

/// Reads what is in a jar.
final class JarEntries {
  /// What an entry takes beside its content and its name, roughly.
  private static final int ENTRY_BYTES = 128;

  private JarEntries() {}

  /// Files by their path in the jar.
  ///
  /// @throws dev.mutirao.connectors.error.MutiraoException when it is no jar, a broken one, or
  ///   unpacks to more than it may
  static Map<String, byte[]> of(JarContent jar) {
    return of(jar, JarLimit.ofContent());
  }

  static Map<String, byte[]> of(JarContent jar, JarLimit limit) {
    var bytes = jar.content().bytes();
    if (bytes.length < 4 || bytes[0] != 'P' || bytes[1] != 'K') {
      throw FunctionErrors.jarBroken(jar.name(), "it is not a jar file", null);
    }
    var entries = new LinkedHashMap<String, byte[]>();
    long total = 0;
    try (var zip = new ZipInputStream(new ByteArrayInputStream(bytes))) {
      for (var entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        if (!entry.isDirectory()) {
          total += ENTRY_BYTES + 2L * entry.getName().length();
          var content = zip.readNBytes((int) Math.max(0, limit.bytes() - total + 1));
          total += content.length;
          if (total > limit.bytes()) {
            throw FunctionErrors.jarBroken(
                jar.name(), "it unpacks to more than " + limit.shown(), null);
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
