package dev.mutirao.benchmarks.contest;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/// Installs engines that come as a Python package, each in a virtual environment beside the
/// benchmarks' classes, and says how they are started.
final class PythonEngine {
  private static final String SCRIPT = "peer.py";

  private PythonEngine() {}

  /// The command of a process that speaks as [EngineMain] does. Installs the engine first when it
  /// is not there.
  static List<String> command(Engine engine, String pythonPackage, int threads) throws IOException {
    var name = engine.name().toLowerCase(Locale.ROOT);
    var classes = classes();
    var environment = classes.resolveSibling("peers").resolve(name);
    var installed = environment.resolve("installed");
    if (!Files.exists(installed) || !Files.readString(installed).equals(pythonPackage)) {
      System.err.println("Installing " + pythonPackage + " into " + environment);
      run("python3", "-m", "venv", environment.toString());
      run(
          environment.resolve("bin/pip").toString(),
          "install",
          "--quiet",
          "--disable-pip-version-check",
          pythonPackage);
      Files.writeString(installed, pythonPackage);
    }
    var script = classes.resolve(PythonEngine.class.getPackageName().replace('.', '/'), SCRIPT);
    return List.of(
        environment.resolve("bin/python").toString(),
        script.toString(),
        name,
        Integer.toString(threads));
  }

  private static void run(String... command) throws IOException {
    try {
      int code =
          new ProcessBuilder(command)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start()
              .waitFor();
      if (code != 0) {
        throw new IOException(String.join(" ", command) + " ended with " + code);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted during " + command[0], e);
    }
  }

  /// The folder of the benchmarks' classes and resources.
  private static Path classes() {
    try {
      return Path.of(
          PythonEngine.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
