package dev.mutirao.server.functions;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.spi.ToolProvider;

/// Jars as an author makes them: with the commands `javac` and `jar`, which must have nothing to
/// say.
final class AuthoredJar {
  private AuthoredJar() {}

  /// The jar of a folder of `examples`.
  static Path ofExample(Path folder, String example) throws IOException {
    try (var files = Files.walk(Path.of("../examples", example, "src/main/java"))) {
      var sources = files.map(Path::toString).filter(file -> file.endsWith(".java")).sorted();
      return of(folder, example, sources.toList());
    }
  }

  /// @param sources paths of files
  static Path of(Path folder, String name, List<String> sources) {
    var classes = folder.resolve(name + "-classes").toString();
    var jar = folder.resolve(name + ".jar");
    var arguments =
        new ArrayList<>(
            List.of(
                "--release",
                "17",
                "-proc:none",
                "-cp",
                System.getProperty("java.class.path"),
                "-d",
                classes));
    arguments.addAll(sources);
    run("javac", arguments);
    run("jar", List.of("--create", "--file", jar.toString(), "-C", classes, "."));
    return jar;
  }

  private static void run(String tool, List<String> arguments) {
    var said = new StringWriter();
    var out = new PrintWriter(said);
    int code =
        ToolProvider.findFirst(tool).orElseThrow().run(out, out, arguments.toArray(String[]::new));
    assertEquals("", said.toString());
    assertEquals(0, code);
  }
}
