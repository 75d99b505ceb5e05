package dev.mutirao.server.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Which files this process has open, as Linux tells.
final class OpenFiles {
  private static final Path DESCRIPTORS = Path.of("/proc/self/fd");

  private OpenFiles() {}

  /// Asserts that no file of a folder is open, or still mapped; threads that are about to close one
  /// are given time. Other systems do not tell, so nothing is asserted there.
  static void assertNoneBelow(Path folder) throws IOException, InterruptedException {
    var deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    var open = below(folder);
    while (!open.isEmpty() && System.nanoTime() < deadline) {
      Thread.sleep(10);
      open = below(folder);
    }
    assertEquals(List.of(), open);
  }

  private static List<String> below(Path folder) throws IOException {
    if (!Files.isDirectory(DESCRIPTORS)) {
      return List.of();
    }
    var start = folder.toRealPath() + "/";
    var found = new ArrayList<String>();
    try (var descriptors = Files.list(DESCRIPTORS)) {
      for (var descriptor : descriptors.toList()) {
        var file = descriptor.toFile().getCanonicalPath();
        if (file.startsWith(start)) {
          found.add(file);
        }
      }
    }
    try (var maps = Files.lines(Path.of("/proc/self/maps"))) {
      maps.filter(line -> line.contains(start)).forEach(found::add);
    }
    return found;
  }
}
