package dev.mutirao.executor.write;

import dev.mutirao.connectors.error.WriteErrors;
import dev.mutirao.connectors.type.Schema;
import dev.mutirao.connectors.write.FileFormat;
import dev.mutirao.connectors.write.FileWriter;
import dev.mutirao.executor.memory.OperatorMemory;
import dev.mutirao.executor.plan.WriteTarget;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The files that one task writes under the staging folder. Thread-safe.
final class WrittenFiles {
  /// A complete file; `path` is under the staging folder.
  record Complete(String path, FileWriter.Written written) {}

  private final WriteTarget target;
  private final FileFormat format;
  private final int task;
  private final OperatorMemory memory;
  private final Path staging;
  private final List<Complete> complete = new ArrayList<>(); // guarded by this
  private int named; // guarded by this

  WrittenFiles(WriteTarget target, FileFormat format, int task, OperatorMemory memory) {
    this.target = target;
    this.format = format;
    this.task = task;
    this.memory = memory;
    this.staging = Path.of(target.staging());
  }

  WriteTarget target() {
    return target;
  }

  /// The path of the one file of a statement.
  String onlyName() {
    return Path.of(target.path()).getFileName().toString();
  }

  /// A path that no other task and no other statement uses, in `folder`, which is empty or ends in
  /// a slash.
  synchronized String nextName(String folder) {
    return folder + "part-" + target.tag() + "-" + task + "-" + named++ + target.ending();
  }

  /// Begins a file. The folders below the staging folder are made, that folder itself is not: where
  /// it is gone, nobody wants the file any more.
  FileWriter begin(String path, Schema columns) {
    if (!Files.isDirectory(staging)) {
      throw WriteErrors.unseenFolder(staging.toString());
    }
    var file = staging.resolve(path);
    var folder = staging;
    for (var part : staging.relativize(file.getParent() == null ? staging : file.getParent())) {
      if (!part.toString().isEmpty()) {
        folder = folder.resolve(part);
        make(folder);
      }
    }
    return format.create(file, columns, target.settings(), memory.state());
  }

  private static void make(Path folder) {
    if (Files.isDirectory(folder)) {
      return;
    }
    try {
      Files.createDirectory(folder);
    } catch (FileAlreadyExistsException e) {
      // Another thread or task has just made it.
    } catch (IOException e) {
      throw WriteErrors.cannotWrite(folder.toString(), e);
    }
  }

  /// Ends a file.
  void end(String path, FileWriter writer) {
    var written = writer.finish();
    synchronized (this) {
      complete.add(new Complete(path, written));
    }
  }

  synchronized List<Complete> complete() {
    return List.copyOf(complete);
  }
}
