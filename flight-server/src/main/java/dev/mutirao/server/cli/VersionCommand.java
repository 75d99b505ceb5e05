package dev.mutirao.server.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;

@Command(name = "version", description = "Print the version of Mutirão and of the JVM it runs on.")
final class VersionCommand implements Runnable, IVersionProvider {
  @Override
  public void run() {
    System.out.println(getVersion()[0]);
  }

  /// What `--version` of every command prints.
  @Override
  public String[] getVersion() {
    return new String[] {
      "Mutirão %s (Java %s)".formatted(version(), System.getProperty("java.runtime.version"))
    };
  }

  /// The version that the build wrote into the jar.
  static String version() {
    try (InputStream in = VersionCommand.class.getResourceAsStream("/mutirao-version.properties")) {
      Properties properties = new Properties();
      properties.load(in);
      return properties.getProperty("version");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
