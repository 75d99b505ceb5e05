package dev.mutirao.connectors.parquet.write;

import dev.mutirao.connectors.error.FileErrors;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apache.parquet.format.CompressionCodec;

/// How a file is written.
///
/// @param level of zstd
/// @param rowGroupRows rows of a row group, at most
record WriteSettings(CompressionCodec codec, int level, int rowGroupRows) {
  static final Set<String> OPTIONS = Set.of("compression", "compression_level", "row_group_size");

  private static final int DEFAULT_LEVEL = 3;
  private static final int DEFAULT_ROWS = 122_880;
  private static final int MOST_ROWS = 1 << 26;

  static WriteSettings of(Map<String, String> options) {
    var codec =
        options.containsKey("compression")
            ? codec(options.get("compression"))
            : CompressionCodec.ZSTD;
    int level = number(options, "compression_level", DEFAULT_LEVEL, 22);
    if (options.containsKey("compression_level") && codec != CompressionCodec.ZSTD) {
      throw FileErrors.badOption(
          "compression_level", "COMPRESSION zstd beside it", options.get("compression_level"));
    }
    return new WriteSettings(
        codec, level, number(options, "row_group_size", DEFAULT_ROWS, MOST_ROWS));
  }

  Map<String, String> toMap() {
    var size = Integer.toString(rowGroupRows);
    return codec == CompressionCodec.ZSTD
        ? Map.of(
            "compression", codec.name(),
            "compression_level", Integer.toString(level),
            "row_group_size", size)
        : Map.of("compression", codec.name(), "row_group_size", size);
  }

  private static CompressionCodec codec(String value) {
    return switch (value.toLowerCase(Locale.ROOT)) {
      case "zstd" -> CompressionCodec.ZSTD;
      case "snappy" -> CompressionCodec.SNAPPY;
      case "gzip" -> CompressionCodec.GZIP;
      case "lz4", "lz4_raw" -> CompressionCodec.LZ4_RAW;
      case "none", "uncompressed" -> CompressionCodec.UNCOMPRESSED;
      default ->
          throw FileErrors.badOption("compression", "zstd, snappy, gzip, lz4_raw or none", value);
    };
  }

  private static int number(Map<String, String> options, String name, int otherwise, int most) {
    var value = options.get(name);
    if (value == null) {
      return otherwise;
    }
    try {
      int number = Integer.parseInt(value.strip());
      if (number >= 1 && number <= most) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Said below, as for numbers out of range.
    }
    throw FileErrors.badOption(name, "a whole number from 1 to " + most, value);
  }
}
