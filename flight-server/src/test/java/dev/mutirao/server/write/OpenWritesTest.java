package dev.mutirao.server.write;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the next start finds of a process that died.
final class OpenWritesTest {
  @TempDir private Path folder;

  private Path state;
  private Path staging;
  private Path target;
  private Path old;

  @BeforeEach
  void folders() throws IOException {
    state = Files.createDirectory(folder.resolve("state"));
    staging = folder.resolve(".mutirao-1.writing");
    target = folder.resolve("out");
    old = folder.resolve(".mutirao-1.old");
  }

  @Test
  void unfinishedFilesAreRemoved() throws IOException {
    fill(staging, "new");
    fill(target, "before");
    recover(WriteRecord.writing(staging));
    assertEquals(List.of("out", "state"), names(folder));
    assertEquals("before", content(target));
  }

  @Test
  void replacementThatHadNotBegunIsUndone() throws IOException {
    fill(staging, "new");
    fill(target, "before");
    recover(WriteRecord.replacing(staging, target, old));
    assertEquals(List.of("out", "state"), names(folder));
    assertEquals("before", content(target));
  }

  @Test
  void replacementHalfWayIsFinished() throws IOException {
    fill(staging, "new");
    fill(old, "before");
    recover(WriteRecord.replacing(staging, target, old));
    assertEquals(List.of("out", "state"), names(folder));
    assertEquals("new", content(target));
  }

  @Test
  void whatWasReplacedIsRemoved() throws IOException {
    fill(target, "new");
    fill(old, "before");
    recover(WriteRecord.replacing(staging, target, old));
    assertEquals(List.of("out", "state"), names(folder));
    assertEquals("new", content(target));
  }

  @Test
  void lossOfTheNewFilesPutsTheOldOnesBack() throws IOException {
    fill(old, "before");
    recover(WriteRecord.replacing(staging, target, old));
    assertEquals(List.of("out", "state"), names(folder));
    assertEquals("before", content(target));
  }

  @Test
  void fileThatIsNoRecordIsRemoved() throws IOException {
    Files.writeString(state.resolve("x.write"), "\\uXXXX no record");
    new OpenWrites(state).recover();
    assertEquals(List.of(), names(state));
  }

  @Test
  void writeOfALivingProcessIsLeftAlone() throws IOException {
    fill(staging, "new");
    var writes = new OpenWrites(state);
    try (var open = writes.open("1", WriteRecord.writing(staging))) {
      new OpenWrites(state).recover();
      assertTrue(Files.exists(staging));
      assertEquals(List.of("1.write"), names(state));
      open.write(WriteRecord.replacing(staging, target, old));
      writes.recover();
      assertTrue(Files.exists(staging));
    }
    assertEquals(List.of(), names(state));
  }

  @Test
  void noRecordsAreNoTrouble() {
    new OpenWrites(folder.resolve("nowhere")).recover();
    assertEquals(List.of("state"), names(folder));
  }

  /// Leaves a record as a process does that dies, and starts another.
  private void recover(WriteRecord record) throws IOException {
    try (var channel =
        FileChannel.open(
            state.resolve("1.write"), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      record.write(channel);
    }
    new OpenWrites(state).recover();
    assertEquals(List.of(), names(state));
  }

  private static void fill(Path place, String content) throws IOException {
    Files.createDirectories(place.resolve("k=1"));
    Files.writeString(place.resolve("k=1/part"), content);
  }

  private static String content(Path place) throws IOException {
    return Files.readString(place.resolve("k=1/part"));
  }

  private static List<String> names(Path of) {
    try (var entries = Files.list(of)) {
      return entries.map(path -> path.getFileName().toString()).sorted().toList();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void secondFolderServesWhereTheFirstCannotBeWritten() throws IOException {
    Files.writeString(folder.resolve("file"), "no folder");
    try (var open =
        new OpenWrites(folder.resolve("file/writes"), state)
            .open("1", WriteRecord.writing(staging))) {
      open.write(WriteRecord.writing(staging));
      assertEquals(List.of("1.write"), names(state));
    }
    assertEquals(List.of(), names(state));
  }
}
