package dev.mutirao.server.cli;

import dev.mutirao.connectors.error.FileErrors;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/// A file of statements, or standard input.
final class ScriptFile {
  private static final Path STANDARD_INPUT = Path.of("-");

  private ScriptFile() {}

  /// Its text; that of standard input for `-`.
  ///
  /// @throws dev.mutirao.connectors.error.MutiraoException when there is none to read
  static String read(Path file) {
    if (Files.isDirectory(file)) {
      throw FileErrors.io(file.toString(), "it is a folder; -f expects a file of statements", null);
    }
    try {
      return file.equals(STANDARD_INPUT) ? standardInput() : Files.readString(file);
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

  /// As `Files.readString` does, which refuses what is not UTF-8.
  private static String standardInput() throws IOException {
    var bytes = ByteBuffer.wrap(System.in.readAllBytes());
    return StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
  }
}
