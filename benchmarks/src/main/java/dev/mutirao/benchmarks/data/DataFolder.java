package dev.mutirao.benchmarks.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Comparator;

/// Folders of generated tables, which are made once and whole.
public final class DataFolder {
  private DataFolder() {}

  /// Writes the tables.
  @FunctionalInterface
  public interface Writer {
    void write(Path folder) throws IOException, SQLException;
  }

  /// The folder `name`, written first when it is missing; nothing is left when that fails.
  ///
  /// @param parent made when it is missing
  public static Path made(Path parent, String name, Writer writer)
      throws IOException, SQLException {
    var folder = parent.resolve(name).toAbsolutePath();
    if (Files.isDirectory(folder)) {
      return folder;
    }
    Files.createDirectories(parent);
    var draft = Files.createTempDirectory(parent, name + "-draft");
    try {
      writer.write(draft);
      return Files.move(draft, folder);
    } finally {
      delete(draft);
    }
  }

  private static void delete(Path folder) throws IOException {
    if (Files.exists(folder)) {
      try (var files = Files.walk(folder)) {
        for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }
}
