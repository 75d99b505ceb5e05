package dev.mutirao.server.cli;

import dev.mutirao.connectors.error.FileErrors;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/// A file of statements.
final class ScriptFile {
  private ScriptFile() {}

  /// Its text.
  ///
  /// @throws dev.mutirao.connectors.error.MutiraoException when there is none to read
  static String read(Path file) {
    if (Files.isDirectory(file)) {
      throw FileErrors.io(file.toString(), "it is a folder; -f expects a file of statements", null);
    }
    try {
      return Files.readString(file, StandardCharsets.UTF_8);
    } catch (NoSuchFileException e) {
      throw FileErrors.io(file.toString(), "no such file; -f expects a file of statements", e);
    } catch (AccessDeniedException e) {
      throw FileErrors.io(file.toString(), "permission denied", e);
    } catch (CharacterCodingException e) {
      var way = "it is not UTF-8; convert it, for example with iconv";
      throw FileErrors.io(file.toString(), way, e);
    } catch (IOException e) {
      throw FileErrors.io(file.toString(), String.valueOf(e.getMessage()), e);
    }
  }
}
