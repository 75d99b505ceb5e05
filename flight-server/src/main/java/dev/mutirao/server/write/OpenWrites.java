package dev.mutirao.server.write;

import dev.mutirao.connectors.error.WriteErrors;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// The writes that processes of this user have begun: one small file each, locked by its process
/// while that lives. Whoever starts next cleans up after those whose process is gone.
///
/// ```
/// name.new --locked, written--> name.write --write ended--> removed
///                                   '---process died, next start---> recovered, removed
/// ```
///
/// The files are in `writes` under `$XDG_STATE_HOME/mutirao`, or `~/.local/state/mutirao`; where
/// nothing can be written there, under the folder of temporary files.
public final class OpenWrites {
  private static final String ENDING = ".write";

  /// Records of this process: to open them again and close them would end their locks.
  private static final Set<Path> OURS = ConcurrentHashMap.newKeySet();

  private final List<Path> folders;

  /// @param folders of which the first that can be written to is used
  OpenWrites(Path... folders) {
    this.folders = List.of(folders);
  }

  /// Those of this user.
  public static OpenWrites ofUser() {
    var state = System.getProperty("mutirao.state");
    if (state == null) {
      var base = System.getenv("XDG_STATE_HOME");
      state =
          (base == null || base.isEmpty()
                  ? System.getProperty("user.home") + "/.local/state"
                  : base)
              + "/mutirao";
    }
    var temporary =
        Path.of(
            System.getProperty("java.io.tmpdir"),
            "mutirao-" + System.getProperty("user.name"),
            "writes");
    return new OpenWrites(Path.of(state, "writes"), temporary);
  }

  /// A record that is locked; closing it removes it.
  static final class Open implements AutoCloseable {
    private final Path path;
    private final FileChannel channel;

    private Open(Path path, FileChannel channel) {
      this.path = path;
      this.channel = channel;
    }

    /// Says what would have to be undone, or done, from now on.
    void write(WriteRecord record) {
      try {
        record.write(channel);
      } catch (IOException e) {
        throw WriteErrors.cannotWrite(path.toString(), e);
      }
    }

    @Override
    public void close() {
      try (channel) {
        Files.deleteIfExists(path);
      } catch (IOException e) {
        throw WriteErrors.cannotWrite(path.toString(), e);
      } finally {
        OURS.remove(path);
      }
    }
  }

  /// Records a write before anything is written.
  Open open(String name, WriteRecord record) {
    for (int i = 0; ; i++) {
      try {
        return open(folders.get(i), name, record);
      } catch (IOException e) {
        if (i == folders.size() - 1) {
          throw WriteErrors.cannotWrite(folders.get(i).toString(), e);
        }
      }
    }
  }

  private static Open open(Path folder, String name, WriteRecord record) throws IOException {
    var path = folder.resolve(name + ENDING);
    var draft = folder.resolve(name + ".new");
    Files.createDirectories(folder);
    var channel = FileChannel.open(draft, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    try {
      OURS.add(path);
      channel.lock();
      record.write(channel);
      Files.move(draft, path, StandardCopyOption.ATOMIC_MOVE);
      return new Open(path, channel);
    } catch (IOException | RuntimeException e) {
      OURS.remove(path);
      channel.close();
      Files.deleteIfExists(draft);
      throw e;
    }
  }

  /// Cleans up after processes that are gone. What cannot be cleaned is left for the next start.
  public void recover() {
    for (var folder : folders) {
      for (var path : records(folder)) {
        if (!OURS.contains(path)) {
          recover(path);
        }
      }
    }
  }

  private static List<Path> records(Path folder) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (var found = Files.list(folder)) {
      return found.filter(path -> path.toString().endsWith(ENDING)).toList();
    } catch (IOException e) {
      return List.of(); // a folder that cannot be read holds nothing for this user
    }
  }

  private static void recover(Path path) {
    try (var channel = FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE);
        var lock = tryLock(channel)) {
      if (lock == null) {
        return; // its process lives
      }
      Optional<WriteRecord> record = WriteRecord.read(channel);
      if (record.isPresent()) {
        record.get().recover();
      }
      Files.deleteIfExists(path);
    } catch (IOException e) {
      // Another process is quicker, or the file system is not there now: the record stays.
      return;
    }
  }

  private static FileLock tryLock(FileChannel channel) throws IOException {
    return channel.tryLock();
  }
}
