package dev.mutirao.server.write;

import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Removes folders with all that is in them.
final class FileTrees {
  private static final int ATTEMPTS = 5;

  private FileTrees() {}

  /// Removes a folder; nothing when there is none. Somebody who writes late can make it fail, so it
  /// is tried again.
  static void remove(Path folder) throws IOException {
    for (int attempt = 1; ; attempt++) {
      try {
        removeAllBut(Set.of(), folder, true);
        return;
      } catch (NoSuchFileException e) {
        if (Files.notExists(folder)) {
          return;
        }
      } catch (DirectoryNotEmptyException e) {
        if (attempt == ATTEMPTS) {
          throw e;
        }
      }
    }
  }

  /// Removes the files under a folder that are not among `wanted`, which are paths under it.
  static void keep(Set<Path> wanted, Path folder) throws IOException {
    removeAllBut(wanted, folder, false);
  }

  private static void removeAllBut(Set<Path> wanted, Path root, boolean folders)
      throws IOException {
    if (Files.notExists(root)) {
      return;
    }
    Files.walkFileTree(
        root,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            if (!wanted.contains(root.relativize(file))) {
              Files.deleteIfExists(file);
            }
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException failure)
              throws IOException {
            if (failure != null) {
              throw failure;
            }
            if (folders) {
              Files.deleteIfExists(folder);
            }
            return FileVisitResult.CONTINUE;
          }
        });
  }

  static boolean isEmpty(Path folder) throws IOException {
    try (var entries = Files.list(folder)) {
      return entries.findAny().isEmpty();
    }
  }
}
