package dev.mutirao.server.cli;

import dev.mutirao.connectors.error.FileErrors;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import java.util.logging.StreamHandler;

/// Where warnings go, such as the stack traces of functions that failed: those of a server to
/// standard error, those of a command to the file that it is told, or nowhere. What libraries log
/// is kept away from users; `-Djava.util.logging.config.file=` brings it back.
final class Logging {
  private static final Set<String> SERVERS = Set.of("local", "coordinator", "executor");

  private static final String FORMAT =
      "java.util.logging.SimpleFormatter.format=%1$tF %1$tT %4$s %5$s%6$s%n\n";
  private static final String NOWHERE = ".level=OFF\n" + FORMAT;
  private static final String STANDARD_ERROR =
      NOWHERE + "dev.mutirao.level=WARNING\nhandlers=java.util.logging.ConsoleHandler\n";

  /// Held here, for a logger that nobody holds forgets what it was told.
  private static final Logger OURS = Logger.getLogger("dev.mutirao");

  private Logging() {}

  /// To be called before anything is logged.
  static void start(String... arguments) {
    if (System.getProperty("java.util.logging.config.file") != null) {
      return;
    }
    boolean isServer = arguments.length > 0 && SERVERS.contains(arguments[0]);
    var settings = isServer ? STANDARD_ERROR : NOWHERE;
    try (InputStream read =
        new ByteArrayInputStream(settings.getBytes(StandardCharsets.ISO_8859_1))) {
      LogManager.getLogManager().readConfiguration(read);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Adds warnings to the end of a file.
  ///
  /// @throws dev.mutirao.connectors.error.MutiraoException when the file cannot be written
  static void to(Path file) {
    try {
      OURS.addHandler(
          new Lines(
              Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND)));
    } catch (IOException failure) {
      throw FileErrors.cannotWrite("the log", failure);
    }
    OURS.setLevel(Level.WARNING);
  }

  /// Writes each warning when it comes.
  private static final class Lines extends StreamHandler {
    Lines(OutputStream out) {
      super(out, new SimpleFormatter());
    }

    @Override
    public synchronized void publish(LogRecord warning) {
      super.publish(warning);
      flush();
    }
  }
}
