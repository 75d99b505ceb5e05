package dev.mutirao.executor.userfunction;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mutirao.connectors.error.MutiraoException;
import dev.mutirao.connectors.type.Binary;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JarEntriesTest {
  private static final JarLimit MEGABYTE = new JarLimit(1 << 20, false);
  private static final JarLimit OF_HEAP = new JarLimit(1 << 20, true);

  @TempDir Path folder;

  @Test
  void whatFitsIsRead() throws Exception {
    var bytes = new byte[] {1, 2, 3};
    var entries = JarEntries.of(jar(Map.of("a", bytes, "b/c", new byte[1_000_000])), MEGABYTE);
    assertEquals(Set.of("a", "b/c"), entries.keySet());
    assertArrayEquals(bytes, entries.get("a"));
    assertEquals(1_000_000, entries.get("b/c").length);
  }

  @Test
  void aSmallJarThatUnpacksToMuchIsRefused() throws Exception {
    var bomb = jar(Map.of("a", new byte[600_000], "b", new byte[600_000]));
    assertTrue(bomb.content().bytes().length < 10_000);
    assertRefused("it unpacks to more than 1 MB", () -> JarEntries.of(bomb, MEGABYTE));
    assertRefused(
        "it unpacks to more than 1 MB, as much as this Java heap allows",
        () -> JarEntries.of(bomb, OF_HEAP));
  }

  @Test
  void manyEmptyFilesAreMuchToo() throws Exception {
    var files = new TreeMap<String, byte[]>();
    for (int i = 0; i < 10_000; i++) {
      files.put("empty" + i, new byte[0]);
    }
    var jar = jar(files);
    assertRefused("it unpacks to more than 1 MB", () -> JarEntries.of(jar, MEGABYTE));
  }

  @Test
  void aLargeFileIsRefused() throws Exception {
    var path = folder.resolve("f.jar");
    Files.write(path, new byte[1 << 20]);
    assertEquals(1 << 20, JarContent.read(path, MEGABYTE).content().bytes().length);
    Files.write(path, new byte[(1 << 20) + 1]);
    assertRefused(path, "it is larger than 1 MB", () -> JarContent.read(path, MEGABYTE));
  }

  @Test
  void aFileWithoutAnEndIsRefused() {
    var endless = Path.of("/dev/zero");
    assertRefused(endless, "it is larger than 1 MB", () -> JarContent.read(endless, MEGABYTE));
  }

  private static void assertRefused(String why, Runnable reading) {
    assertRefused(Path.of("some.jar"), why, reading);
  }

  private static void assertRefused(Path path, String why, Runnable reading) {
    var error = assertThrows(MutiraoException.class, reading::run);
    assertEquals("the function jar is unusable, " + why + ": " + path, error.getMessage());
  }

  private static JarContent jar(Map<String, byte[]> files) throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var out = new ZipOutputStream(bytes)) {
      for (var file : files.entrySet()) {
        out.putNextEntry(new ZipEntry(file.getKey()));
        out.write(file.getValue());
      }
    }
    return new JarContent("some.jar", new Binary(bytes.toByteArray()));
  }
}
