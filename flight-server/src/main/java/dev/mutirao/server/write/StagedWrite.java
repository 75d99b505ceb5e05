package dev.mutirao.server.write;

import dev.mutirao.connectors.error.WriteErrors;
import dev.mutirao.executor.plan.WriteTarget;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Collectors;

/// A write from its beginning to its end. Used by one thread at a time.
///
/// ```
/// begun --commit--> files in place, nothing else
///   '---abandon---> everything as before
/// ```
public final class StagedWrite {
  private final WriteTarget target;
  private final Path path;
  private final Path staging;
  private final OpenWrites.Open record;

  private StagedWrite(WriteTarget target, OpenWrites.Open record) {
    this.target = target;
    this.path = Path.of(target.path());
    this.staging = Path.of(target.staging());
    this.record = record;
  }

  /// Checks that the target can be written, and makes the folder for its files.
  ///
  /// @throws dev.mutirao.connectors.error.MutiraoException when there is something in the way, or
  ///   the place cannot be written to
  public static StagedWrite begin(WriteTarget target, OpenWrites writes) {
    var staging = Path.of(target.staging());
    check(target, staging.getParent());
    var write = new StagedWrite(target, writes.open(target.tag(), WriteRecord.writing(staging)));
    try {
      Files.createDirectory(staging);
      return write;
    } catch (IOException e) {
      write.record.close();
      throw WriteErrors.cannotWrite(staging.getParent().toString(), e);
    }
  }

  private static void check(WriteTarget target, Path parent) {
    var path = Path.of(target.path());
    if (!Files.isDirectory(parent)) {
      throw WriteErrors.noParent(parent.toString());
    }
    if (!Files.isWritable(parent)) {
      throw WriteErrors.folderNotWritable(parent.toString());
    }
    switch (target.kind()) {
      case FILE -> {
        if (Files.isDirectory(path)) {
          throw WriteErrors.folderWhereFile(path.toString());
        }
        if (Files.exists(path) && !target.overwrite()) {
          throw WriteErrors.targetExists(path.toString());
        }
      }
      case FOLDER -> {
        if (Files.exists(path) && !Files.isDirectory(path)) {
          throw WriteErrors.fileWhereFolder(path.toString());
        }
        if (!target.overwrite() && holdsFiles(path)) {
          throw WriteErrors.folderNotEmpty(path.toString());
        }
      }
      case ADDITION -> {}
    }
  }

  private static boolean holdsFiles(Path folder) {
    try {
      return Files.isDirectory(folder) && !FileTrees.isEmpty(folder);
    } catch (IOException e) {
      throw WriteErrors.cannotWrite(folder.toString(), e);
    }
  }

  /// The folder that files are written to.
  public Path staging() {
    return staging;
  }

  /// Puts the files into place.
  ///
  /// @param files paths under the staging folder; others that are there are of attempts that failed
  public void commit(List<String> files) {
    try {
      FileTrees.keep(files.stream().map(Path::of).collect(Collectors.toSet()), staging);
      switch (target.kind()) {
        case FILE -> putFile(staging.resolve(files.getFirst()));
        case FOLDER -> putFolder();
        case ADDITION -> add(files);
      }
      FileTrees.remove(staging);
    } catch (IOException e) {
      throw WriteErrors.cannotWrite(path.toString(), e);
    }
    record.close();
  }

  private void putFile(Path file) throws IOException {
    if (target.overwrite()) {
      Files.move(file, path, StandardCopyOption.ATOMIC_MOVE);
      return;
    }
    try {
      Files.createLink(path, file); // which, unlike a move, never takes the place of another
    } catch (FileAlreadyExistsException e) {
      throw WriteErrors.targetExists(path.toString());
    } catch (UnsupportedOperationException | FileSystemException noLinks) {
      if (Files.exists(path)) {
        throw WriteErrors.targetExists(path.toString());
      }
      Files.move(file, path, StandardCopyOption.ATOMIC_MOVE);
    }
  }

  private void putFolder() throws IOException {
    if (target.overwrite() && holdsFiles(path)) {
      replaceFolder();
      return;
    }
    try {
      Files.move(staging, path, StandardCopyOption.ATOMIC_MOVE);
    } catch (DirectoryNotEmptyException | FileAlreadyExistsException e) {
      throw WriteErrors.folderNotEmpty(path.toString());
    }
  }

  /// Two renames. In between there is no folder; a process that dies there is made up for by the
  /// next start.
  private void replaceFolder() throws IOException {
    var old = path.resolveSibling(".mutirao-" + target.tag() + ".old");
    record.write(WriteRecord.replacing(staging, path, old));
    Files.move(path, old, StandardCopyOption.ATOMIC_MOVE);
    try {
      Files.move(staging, path, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException failure) {
      Files.move(old, path, StandardCopyOption.ATOMIC_MOVE);
      record.write(WriteRecord.writing(staging));
      throw failure;
    }
    FileTrees.remove(old);
  }

  /// One rename in any case, so that readers see all of a statement's rows or none: of the only
  /// file, or of a folder that holds the files.
  private void add(List<String> files) throws IOException {
    if (files.size() == 1) {
      var place = path.resolve(files.getFirst());
      Files.createDirectories(place.getParent());
      Files.move(staging.resolve(files.getFirst()), place, StandardCopyOption.ATOMIC_MOVE);
    } else if (!files.isEmpty()) {
      Files.move(staging, path.resolve("insert-" + target.tag()), StandardCopyOption.ATOMIC_MOVE);
    }
  }

  /// Removes what was written. Where that fails, the next start of a process does it.
  public void abandon() {
    try {
      FileTrees.remove(staging);
    } catch (IOException e) {
      throw WriteErrors.cannotWrite(staging.toString(), e);
    }
    record.close();
  }
}
