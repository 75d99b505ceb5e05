package dev.mutirao.benchmarks.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import javax.tools.ToolProvider;

/// A jar of functions as a user writes them, made with `javac`.
public final class FunctionJar {
  /// Their names: two for each type, the second one gives a BOOLEAN.
  public static final List<String> FUNCTIONS =
      List.of(
          "measured_gross",
          "measured_below",
          "measured_mixed",
          "measured_seventh",
          "measured_upper",
          "measured_has",
          "measured_price",
          "measured_cheap");

  private static final String SOURCE =
      """
      import dev.mutirao.functions.Decimal;
      import dev.mutirao.functions.ScalarFunction;
      import java.math.BigDecimal;
      import java.util.Locale;

      public class Measured {
        private static final BigDecimal RATE = new BigDecimal("1.19");
        private static final BigDecimal LIMIT = new BigDecimal("100.00");

        @ScalarFunction
        public static double measured_gross(double net) {
          return net * 1.19 + 2.5;
        }

        @ScalarFunction
        public static boolean measured_below(double net) {
          return net * 1.19 + 2.5 < 1e6;
        }

        @ScalarFunction
        public static int measured_mixed(int number) {
          return number / 3 - number % 7;
        }

        @ScalarFunction
        public static boolean measured_seventh(int number) {
          return number % 7 == 3;
        }

        @ScalarFunction
        public static String measured_upper(String text) {
          return text.toUpperCase(Locale.ROOT);
        }

        @ScalarFunction
        public static boolean measured_has(String text) {
          return text.contains("77");
        }

        @ScalarFunction
        @Decimal(precision = 20, scale = 4)
        public static BigDecimal measured_price(BigDecimal net) {
          return net.multiply(RATE);
        }

        @ScalarFunction
        public static boolean measured_cheap(BigDecimal net) {
          return net.compareTo(LIMIT) < 0;
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
