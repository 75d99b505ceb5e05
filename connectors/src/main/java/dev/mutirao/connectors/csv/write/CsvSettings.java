package dev.mutirao.connectors.csv.write;

import dev.mutirao.connectors.csv.ItemList;
import dev.mutirao.connectors.csv.OptionNames;
import dev.mutirao.connectors.error.FileErrors;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// How a file is written.
///
/// @param nullText how NULL is written, never quoted
record CsvSettings(
    char delimiter,
    char quote,
    char escape,
    boolean header,
    String nullText,
    PieceCompression compression) {
  static final Set<String> OPTIONS =
      Set.of(
          "header",
          "delimiter",
          "delim",
          "sep",
          "quote",
          "escape",
          "null",
          "nullstr",
          "compression");

  static CsvSettings parse(Map<String, String> options, PieceCompression byName) {
    char quote = character("quote", options.getOrDefault("quote", "\""));
    var delimiter = OptionNames.DELIMITER.in(options);
    var nullText = OptionNames.NULL.in(options);
    var settings =
        new CsvSettings(
            delimiter.map(name -> character(name, options.get(name))).orElse(','),
            quote,
            options.containsKey("escape") ? character("escape", options.get("escape")) : quote,
            flag("header", options.getOrDefault("header", "true")),
            nullText.map(options::get).orElse(""),
            options.containsKey("compression")
                ? compression(options.get("compression"), byName)
                : byName);
    settings.check();
    return settings;
  }

  private void check() {
    if (delimiter == quote) {
      throw FileErrors.badOption(
          "quote", "another character than the delimiter", String.valueOf(quote));
    }
    if (escape == delimiter) {
      throw FileErrors.badOption(
          "escape", "another character than the delimiter", String.valueOf(escape));
    }
    boolean odd =
        nullText.chars().anyMatch(c -> c == delimiter || c == quote || c == '\n' || c == '\r');
    if (odd) {
      throw FileErrors.badOption("null", "a text without delimiter, quote and line end", nullText);
    }
  }

  /// As the files of a table are read.
  static CsvSettings like(Map<String, String> table, PieceCompression byName) {
    char quote = (char) Byte.parseByte(table.getOrDefault("quote", "34"));
    char escape = (char) Byte.parseByte(table.getOrDefault("escape", "34"));
    return new CsvSettings(
        (char) Byte.parseByte(table.getOrDefault("delimiter", "44")),
        quote == 0 ? '"' : quote,
        quote == 0 || escape == 0 ? '"' : escape,
        Boolean.parseBoolean(table.getOrDefault("header", "true")),
        nullText(table.getOrDefault("nullstr", "")),
        PieceCompression.valueOf(table.getOrDefault("compression", byName.name())));
  }

  /// @param texts what is NULL where the table is read
  private static String nullText(String texts) {
    var items = ItemList.items(texts);
    if (items.size() > 1) {
      throw FileErrors.badOption("nullstr", "one text in a table that rows are added to", texts);
    }
    return ItemList.unquoted(items.getFirst());
  }

  static CsvSettings of(Map<String, String> settings) {
    return parse(settings, PieceCompression.NONE);
  }

  Map<String, String> toMap() {
    return Map.of(
        "delimiter", String.valueOf(delimiter),
        "quote", String.valueOf(quote),
        "escape", String.valueOf(escape),
        "header", Boolean.toString(header),
        "null", nullText,
        "compression", compression.name().toLowerCase(Locale.ROOT));
  }

  /// The options of a table over such files; how they are compressed, their names say.
  Map<String, String> readOptions() {
    var options = new HashMap<String, String>();
    options.put("delimiter", String.valueOf(delimiter));
    options.put("quote", String.valueOf(quote));
    options.put("escape", String.valueOf(escape));
    options.put("header", Boolean.toString(header));
    if (!nullText.isEmpty()) {
      options.put("nullstr", "\"" + nullText + "\"");
    }
    return options;
  }

  private static char character(String name, String value) {
    var text = value.equals("\\t") || value.equalsIgnoreCase("tab") ? "\t" : value;
    if (text.length() != 1 || text.charAt(0) > 126 || "\n\r\0".contains(text)) {
      throw FileErrors.badOption(name, "one ASCII character", value);
    }
    return text.charAt(0);
  }

  private static boolean flag(String name, String value) {
    return switch (value.toLowerCase(Locale.ROOT)) {
      case "", "true", "on", "yes", "1" -> true; // HEADER alone is yes
      case "false", "off", "no", "0" -> false;
      default -> throw FileErrors.badOption(name, "true or false", value);
    };
  }

  private static PieceCompression compression(String value, PieceCompression byName) {
    return switch (value.toLowerCase(Locale.ROOT)) {
      case "auto" -> byName;
      case "none", "uncompressed" -> PieceCompression.NONE;
      case "gzip", "gz" -> PieceCompression.GZIP;
      case "zstd", "zst" -> PieceCompression.ZSTD;
      default -> throw FileErrors.badOption("compression", "none, gzip or zstd", value);
    };
  }
}
