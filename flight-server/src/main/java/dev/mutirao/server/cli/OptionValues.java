package dev.mutirao.server.cli;

import dev.mutirao.server.rpc.Connections;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalInt;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// What options accept, checked while the command line is read: a wrong value is wrong usage.
final class OptionValues {
  private OptionValues() {}

  /// A number of things of which there must be one.
  static final class Count implements ITypeConverter<Integer> {
    @Override
    public Integer convert(String text) {
      return number(text, 1, 100_000);
    }
  }

  /// A TCP port; 0 for any free one.
  static final class Port implements ITypeConverter<Integer> {
    @Override
    public Integer convert(String text) {
      return number(text, 0, 65_535);
    }
  }

  /// A whole number of seconds.
  static final class Seconds implements ITypeConverter<Duration> {
    @Override
    public Duration convert(String text) {
      return Duration.ofSeconds(number(text, 0, Integer.MAX_VALUE));
    }
  }

  /// A folder that is there.
  static final class Folder implements ITypeConverter<Path> {
    @Override
    public Path convert(String text) {
      try {
        var path = Path.of(text);
        if (Files.isDirectory(path)) {
          return path;
        }
      } catch (InvalidPathException e) {
        throw new TypeConversionException("'" + text + "' is not a path: " + e.getReason());
      }
      throw new TypeConversionException("there is no folder '" + text + "'");
    }
  }

  /// The address of a coordinator.
  static final class Server implements ITypeConverter<String> {
    @Override
    public String convert(String text) {
      if (!Connections.isAddress(text)) {
        throw new TypeConversionException(
            "'" + text + "' is not an address such as grpc://host:8815");
      }
      return text;
    }
  }

  private static int number(String text, int least, int most) {
    var number = parsed(text);
    if (number.isEmpty() || number.getAsInt() < least || number.getAsInt() > most) {
      var range = most == Integer.MAX_VALUE ? "from " + least : "from " + least + " to " + most;
      throw new TypeConversionException("'" + text + "' is not a whole number " + range);
    }
    return number.getAsInt();
  }

  private static OptionalInt parsed(String text) {
    try {
      return OptionalInt.of(Integer.parseInt(text.strip()));
    } catch (NumberFormatException e) {
      return OptionalInt.empty();
    }
  }
}
