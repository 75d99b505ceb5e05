package dev.mutirao.server.embedded;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// An amount of memory as it is typed: a number and one of B, KB, MB, GB, TB, each 1024 times the
/// one before.
public record MemorySize(long bytes) {
  private static final Pattern FORM =
      Pattern.compile("(\\d{1,15})\\s*([KMGT]?)I?B?", Pattern.CASE_INSENSITIVE);

  /// @throws IllegalArgumentException with a message for users when the text is no such amount
  public static MemorySize parse(String text) {
    var match = FORM.matcher(text.strip());
    if (!match.matches() || Long.parseLong(match.group(1)) == 0) {
      throw notAnAmount(text, null);
    }
    int shift =
        switch (match.group(2).toUpperCase(Locale.ROOT)) {
          case "K" -> 10;
          case "M" -> 20;
          case "G" -> 30;
          case "T" -> 40;
          default -> 0;
        };
    try {
      return new MemorySize(Math.multiplyExact(Long.parseLong(match.group(1)), 1L << shift));
    } catch (ArithmeticException tooMuch) {
      throw notAnAmount(text, tooMuch);
    }
  }

  /// What queries may use unless told otherwise: 70% of the memory of this machine, or of the
  /// container that this process may use.
  public static MemorySize ofQueries() {
    var system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    return new MemorySize(system.getTotalMemorySize() / 10 * 7);
  }

  private static IllegalArgumentException notAnAmount(String text, @Nullable Throwable cause) {
    return new IllegalArgumentException(
        "'" + text + "' is not an amount of memory such as 512MB or 4GB", cause);
  }
}
