package dev.mutirao.server.cli;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.Locale;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// An amount of memory as it is typed: a number and one of B, KB, MB, GB, TB, each 1024 times the
/// one before.
record MemorySize(long bytes) {
  private static final Pattern FORM =
      Pattern.compile("(\\d{1,15})\\s*([KMGT]?)I?B?", Pattern.CASE_INSENSITIVE);

  static MemorySize parse(String text) {
    var match = FORM.matcher(text.strip());
    if (!match.matches()) {
      throw new TypeConversionException(
          "'" + text + "' is not an amount of memory such as 512MB or 4GB");
    }
    int shift =
        switch (match.group(2).toUpperCase(Locale.ROOT)) {
          case "K" -> 10;
          case "M" -> 20;
          case "G" -> 30;
          case "T" -> 40;
          default -> 0;
        };
    var number = Long.parseLong(match.group(1));
    if (number == 0 || number > Long.MAX_VALUE >> shift) {
      throw new TypeConversionException("'" + text + "' is not an amount that a machine has");
    }
    return new MemorySize(number << shift);
  }

  /// All memory of this machine, or of the container that this process may use.
  static MemorySize ofMachine() {
    var system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    return new MemorySize(system.getTotalMemorySize());
  }

  static final class Converter implements ITypeConverter<MemorySize> {
    @Override
    public MemorySize convert(String value) {
      return parse(value);
    }
  }
}
