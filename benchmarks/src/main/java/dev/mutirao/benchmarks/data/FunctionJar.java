package dev.mutirao.benchmarks.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import javax.tools.ToolProvider;

/// A jar of functions as a user writes them, made with `javac`.
public final class FunctionJar {
  private static final String SOURCE =
      """
      import dev.mutirao.functions.ScalarFunction;

      public class Measured {
        @ScalarFunction
        public static double measured_gross(double net) {
          return net * 1.19 + 2.5;
        }

        @ScalarFunction
        public static boolean measured_below(double net) {
          return net * 1.19 + 2.5 < 1e6;
        }
      }
      """;

  private FunctionJar() {}

  /// Makes the jar in a folder.
  public static Path write(Path folder) throws IOException {
    var source = Files.writeString(folder.resolve("Measured.java"), SOURCE);
    int status =
        ToolProvider.getSystemJavaCompiler()
            .run(
                null,
                null,
                null,
                "-proc:none",
                "-cp",
                System.getProperty("java.class.path"),
                "-d",
                folder.toString(),
                source.toString());
    if (status != 0) {
      throw new IllegalStateException("javac failed");
    }
    var jar = folder.resolve("measured.jar");
    try (var out = new JarOutputStream(Files.newOutputStream(jar))) {
      out.putNextEntry(new JarEntry("Measured.class"));
      Files.copy(folder.resolve("Measured.class"), out);
    }
    return jar;
  }
}
