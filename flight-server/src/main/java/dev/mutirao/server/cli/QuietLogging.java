package dev.mutirao.server.cli;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.logging.LogManager;

/// Keeps what libraries log away from users; `-Djava.util.logging.config.file=` brings it back.
final class QuietLogging {
  private QuietLogging() {}

  static void start() {
    if (System.getProperty("java.util.logging.config.file") != null) {
      return;
    }
    try (InputStream off =
        new ByteArrayInputStream(".level=OFF".getBytes(StandardCharsets.UTF_8))) {
      LogManager.getLogManager().readConfiguration(off);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
