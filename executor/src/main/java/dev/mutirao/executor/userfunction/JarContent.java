package dev.mutirao.executor.userfunction;

import dev.mutirao.connectors.error.FunctionErrors;
import dev.mutirao.connectors.type.Binary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// The bytes of a jar.
///
/// @param name what messages call it: its path
public record JarContent(String name, Binary content) {
  /// @throws dev.mutirao.connectors.error.MutiraoException when it is missing, cannot be read, or
  ///   is larger than a jar of functions may be
  public static JarContent read(Path path) {
    return read(path, JarLimit.ofFile());
  }

  static JarContent read(Path path, JarLimit limit) {
    try (var file = Files.newInputStream(path)) {
      boolean fits = Files.size(path) <= limit.bytes();
      var bytes = fits ? file.readNBytes((int) limit.bytes() + 1) : new byte[0]; // it may grow
      if (!fits || bytes.length > limit.bytes()) {
        throw FunctionErrors.jarBroken(path.toString(), "it is larger than " + limit.shown(), null);
      }
      return new JarContent(path.toString(), new Binary(bytes));
    } catch (NoSuchFileException e) {
      throw FunctionErrors.jarMissing(path.toString());
    } catch (IOException e) {
      throw FunctionErrors.jarUnreadable(path.toString(), e);
    }
  }

  /// Names the content: SHA-256, in hexadecimal digits.
  public String hash() {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(content.bytes()));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // every JDK has it
    }
  }
}
