package dev.mutirao.server.slt;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.mutirao.executor.userfunction.JarContent;
import dev.mutirao.server.cluster.TestCluster;
import dev.mutirao.server.embedded.EmbeddedEngine;
import dev.mutirao.server.functions.CompiledJar;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.arrow.memory.RootAllocator;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// Every `.slt` file, through every way into the engine; with `-Dslt=name` only those whose names
/// begin so, with `-Dslt.threads=1` on that many threads where embedded rather than on two.
class SqlFilesTest {
  private static final int THREADS = Integer.getInteger("slt.threads", 2);

  @TestFactory
  Stream<DynamicTest> embedded() throws Exception {
    return files().map(file -> DynamicTest.dynamicTest(name(file), () -> embedded(file, THREADS)));
  }

  @TestFactory
  Stream<DynamicTest> onThreeExecutors() throws Exception {
    return files().map(file -> DynamicTest.dynamicTest(name(file), () -> clustered(file)));
  }

  @TestFactory
  Stream<DynamicTest> throughJdbc() throws Exception {
    return files().map(file -> DynamicTest.dynamicTest(name(file), () -> throughJdbc(file)));
  }

  private static void throughJdbc(Path file) throws Exception {
    try (var cluster = new TestCluster(3);
        var way = new JdbcWay(cluster.jdbcUrl())) {
      run(file, way);
    }
  }

  private static void clustered(Path file) throws IOException {
    try (var cluster = new TestCluster(3); // which checks that no memory is left
        var way = new StatementWay(cluster.statements())) {
      run(file, way);
    }
  }

  private static void embedded(Path file, int threads) throws IOException {
    try (var allocator = new RootAllocator(1L << 30)) {
      try (var way =
          new StatementWay(
              EmbeddedEngine.open(allocator, threads, Path.of(""), Optional.empty()))) {
        run(file, way);
      }
      assertEquals(0, allocator.getAllocatedMemory());
    }
  }

  private static void run(Path file, SltRunner.Way way) throws IOException {
    var temporary = Files.createTempDirectory("mutirao-slt");
    try {
      new SltRunner(names(temporary)).run(SltFile.read(file), way);
      try (var left = Files.walk(temporary)) {
        assertEquals(List.of(), left.filter(SqlFilesTest::isUnfinished).toList());
      }
    } finally {
      FileTree.remove(temporary);
    }
  }

  private static Map<String, String> names(Path temporary) {
    return Map.of(
        "data",
        resource("/slt/data").toString(),
        "temp",
        temporary.toString(),
        "functions",
        Functions.JAR.toString(),
        "functions.sha256",
        JarContent.read(Functions.JAR).hash());
  }

  /// Compiled once.
  private static final class Functions {
    static final Path JAR = CompiledJar.ofTests(folder());

    private static Path folder() {
      try {
        var folder = Files.createTempDirectory("mutirao-functions");
        folder.toFile().deleteOnExit();
        folder.resolve("functions.jar").toFile().deleteOnExit();
        return folder;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private static boolean isUnfinished(Path file) {
    return file.getFileName().toString().startsWith(".");
  }

  static Stream<Path> files() throws IOException {
    try (var found = Files.list(resource("/slt"))) {
      return found
          .filter(path -> path.toString().endsWith(".slt"))
          .filter(path -> name(path).startsWith(System.getProperty("slt", "")))
          .sorted()
          .toList()
          .stream();
    }
  }

  private static Path resource(String name) {
    try {
      return Path.of(SqlFilesTest.class.getResource(name).toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String name(Path file) {
    return file.getFileName().toString();
  }
}
