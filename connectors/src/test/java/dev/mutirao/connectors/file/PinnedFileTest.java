package dev.mutirao.connectors.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.mutirao.connectors.error.ErrorCode;
import dev.mutirao.connectors.error.MutiraoException;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PinnedFileTest {
  @TempDir Path root;
  private Path path;
  private DataFile listed;

  @BeforeEach
  void makeFile() throws IOException {
    path = root.resolve("f.bin");
    Files.write(path, new byte[] {0, 1, 2, 3, 4, 5, 6, 7});
    listed = FileListing.of(path.toString()).getFirst();
  }

  @Test
  void readsFillTheTargetFromThePosition() throws Exception {
    try (var arena = Arena.ofConfined();
        var file = PinnedFile.open(listed.split(0, 8))) {
      var target = arena.allocate(3);
      file.read(4, target);
      assertEquals(5, target.get(ValueLayout.JAVA_BYTE, 1));
    }
    try (var arena = Arena.ofShared();
        var file = PinnedFile.open(listed)) {
      var target = arena.allocate(8);
      file.readLater(0, target).get();
      assertEquals(7, target.get(ValueLayout.JAVA_BYTE, 7));
    }
  }

  @Test
  void missingFileIsNotFound() throws IOException {
    Files.delete(path);
    assertEquals(
        ErrorCode.FILE_NOT_FOUND,
        assertThrows(MutiraoException.class, () -> PinnedFile.open(listed)).code());
  }

  @Test
  void anotherSizeOrTimeIsAnotherVersion() throws IOException {
    Files.setLastModifiedTime(path, FileTime.fromMillis(listed.modified() + 1));
    assertEquals(
        ErrorCode.FILE_CHANGED,
        assertThrows(MutiraoException.class, () -> PinnedFile.open(listed)).code());
    Files.write(path, new byte[9]);
    Files.setLastModifiedTime(path, FileTime.fromMillis(listed.modified()));
    assertEquals(
        ErrorCode.FILE_CHANGED,
        assertThrows(MutiraoException.class, () -> PinnedFile.open(listed)).code());
  }

  @Test
  void fileThatShrinksWhileItIsReadIsAnError() throws IOException {
    try (var arena = Arena.ofConfined();
        var file = PinnedFile.open(listed)) {
      Files.write(path, new byte[3]);
      var error = assertThrows(MutiraoException.class, () -> file.read(0, arena.allocate(8)));
      assertEquals(
          "the file changed while it was read (it ends at byte 3 instead of 8); run the query again: "
              + path,
          error.getMessage());
    }
  }

  @Test
  void fileThatVanishesWhileItIsReadIsAnError() throws IOException {
    try (var file = PinnedFile.open(listed)) {
      Files.delete(path);
      var error = assertThrows(MutiraoException.class, file::verify);
      assertEquals(
          "the file changed while it was read (it was deleted); run the query again: " + path,
          error.getMessage());
    }
  }
}
