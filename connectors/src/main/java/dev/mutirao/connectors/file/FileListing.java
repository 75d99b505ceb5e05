package dev.mutirao.connectors.file;

import dev.mutirao.connectors.error.FileErrors;
import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.function.Predicate;

/// The files that a location means: one file, those that match a pattern, or all below a folder.
/// Sorted by path.
///
/// Below a folder, and for `**`, files and folders whose names begin with `.` or `_` are left out
/// (unfinished writes, markers, checksums), except folders such as `_key=value`.
public final class FileListing {
  /// Of more files none is suggested for a misspelt name.
  private static final int MOST_NEIGHBOURS = 10_000;

  private FileListing() {}

  /// Lists an absolute location; at least one file.
  ///
  /// @throws dev.mutirao.connectors.error.MutiraoException when there is no such file, no match, or
  ///   an empty folder
  public static List<DataFile> of(String location) {
    var path = Path.of(location);
    if (Files.isDirectory(path)) {
      var files = walk(path, file -> !isHidden(file.getFileName().toString()));
      if (files.isEmpty()) {
        throw FileErrors.emptyFolder(location);
      }
      return files;
    }
    if (Files.exists(path)) {
      return List.of(one(path));
    }
    if (!PathPattern.isPattern(location)) {
      throw FileErrors.notFound(location, neighbours(path));
    }
    var pattern = PathPattern.of(location);
    var files =
        Files.isDirectory(pattern.base())
            ? walk(pattern.base(), pattern::matches)
            : List.<DataFile>of();
    if (files.isEmpty()) {
      throw FileErrors.noMatch(location);
    }
    return files;
  }

  /// Names of what is in the folder of a path, as far as it can be told.
  private static List<String> neighbours(Path path) {
    var folder = path.toAbsolutePath().getParent();
    var names = folder == null ? null : folder.toFile().list();
    return names == null || names.length > MOST_NEIGHBOURS ? List.of() : List.of(names);
  }

  private static DataFile one(Path path) {
    try {
      return file(path, Files.readAttributes(path, BasicFileAttributes.class));
    } catch (NoSuchFileException e) {
      throw FileErrors.notFound(path.toString());
    } catch (IOException e) {
      throw FileErrors.io(path.toString(), "its size cannot be told: " + e.getMessage(), e);
    }
  }

  private static DataFile file(Path path, BasicFileAttributes attributes) {
    return new DataFile(
        path.toString(),
        attributes.size(),
        attributes.lastModifiedTime().toMillis(),
        PartitionValue.on(path));
  }

  private static List<DataFile> walk(Path folder, Predicate<Path> wanted) {
    var files = new ArrayList<DataFile>();
    var visitor =
        new SimpleFileVisitor<Path>() {
          @Override
          public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
            boolean skipped =
                !directory.equals(folder) && isHidden(directory.getFileName().toString());
            return skipped ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (attributes.isRegularFile() && wanted.test(file)) {
              files.add(file(file, attributes));
            }
            return FileVisitResult.CONTINUE;
          }
        };
    try {
      Files.walkFileTree(
          folder, EnumSet.of(FileVisitOption.FOLLOW_LINKS), Integer.MAX_VALUE, visitor);
    } catch (IOException e) {
      throw FileErrors.io(folder.toString(), "the folder cannot be listed: " + e.getMessage(), e);
    }
    files.sort(Comparator.comparing(DataFile::path));
    return files;
  }

  private static boolean isHidden(String name) {
    return name.startsWith(".") || name.startsWith("_") && name.indexOf('=') < 0;
  }
}
