package dev.mutirao.connectors.csv;

import dev.mutirao.connectors.error.FileErrors;
import dev.mutirao.connectors.type.Type;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/// What a user may say about a CSV file. What is empty is found by sniffing.
///
/// | option | means |
/// | --- | --- |
/// | `delimiter` (`delim`, `sep`) | one ASCII character, `\t` or `tab`; sniffed among `,` `;` tab and vertical bar |
/// | `quote` | one ASCII character, or nothing for no quotes; sniffed, `"` at first |
/// | `escape` | one ASCII character that takes the special meaning off the next one in a quoted field; the quote itself |
/// | `header` | whether the first line holds names; sniffed |
/// | `nullstr` | unquoted texts that are NULL beside the empty field: `'NA, "-"'` |
/// | `types` | `'name=TYPE, "other name"=DECIMAL(10, 2)'` |
/// | `all_varchar` | no type is inferred |
/// | `sample` | `all`, or how many rows are looked at for types |
/// | `ignore_errors` | bad rows are left out and counted |
/// | `encoding` | `utf-8` is the only one |
/// | `compression` | `none`, `gzip`, `zstd`; by the file's name |
/// | `hive_partitioning` | whether `key=value` folders are columns; true |
/// | `max_record_size` | bytes after which a record must have ended; 2097152 |
/// | `split_size` | bytes of a file that are read as one unit; 16777216 |
record CsvOptions(
    Optional<Byte> delimiter,
    Optional<Byte> quote,
    Optional<Byte> escape,
    Optional<Boolean> header,
    List<String> nullTexts,
    Map<String, Type> types,
    boolean allVarchar,
    boolean sampleAll,
    OptionalLong sampleRows,
    boolean ignoreErrors,
    Optional<Compression> compression,
    boolean hivePartitioning,
    int maxRecordSize,
    int splitSize) {
  static final int DEFAULT_MAX_RECORD_SIZE = 2 << 20;
  static final int DEFAULT_SPLIT_SIZE = 16 << 20;

  private static final List<String> KNOWN =
      List.of(
          "delimiter",
          "quote",
          "escape",
          "header",
          "nullstr",
          "types",
          "all_varchar",
          "sample",
          "ignore_errors",
          "encoding",
          "compression",
          "hive_partitioning",
          "max_record_size",
          "split_size");

  CsvOptions {
    nullTexts = List.copyOf(nullTexts);
    types = Map.copyOf(types);
  }

  static CsvOptions parse(Map<String, String> options) {
    OptionNames.DELIMITER.in(options);
    var parser = new Parser();
    options.forEach(parser::accept);
    return parser.finish();
  }

  private static final class Parser {
    private Optional<Byte> delimiter = Optional.empty();
    private Optional<Byte> quote = Optional.empty();
    private Optional<Byte> escape = Optional.empty();
    private Optional<Boolean> header = Optional.empty();
    private List<String> nullTexts = List.of();
    private final Map<String, Type> types = new LinkedHashMap<>();
    private boolean allVarchar;
    private boolean sampleAll;
    private OptionalLong sampleRows = OptionalLong.empty();
    private boolean ignoreErrors;
    private Optional<Compression> compression = Optional.empty();
    private boolean hivePartitioning = true;
    private int maxRecordSize = DEFAULT_MAX_RECORD_SIZE;
    private int splitSize = DEFAULT_SPLIT_SIZE;

    void accept(String name, String value) {
      switch (name) {
        case "delimiter", "delim", "sep" -> delimiter = Optional.of(character(name, value, false));
        case "quote" -> quote = Optional.of(character(name, value, true));
        case "escape" -> escape = Optional.of(character(name, value, true));
        case "header" -> header = Optional.of(flag(name, value));
        case "nullstr" ->
            nullTexts = ItemList.items(value).stream().map(ItemList::unquoted).toList();
        case "types" -> types(value);
        case "all_varchar" -> allVarchar = flag(name, value);
        case "sample" -> sample(value);
        case "ignore_errors" -> ignoreErrors = flag(name, value);
        case "encoding" -> encoding(value);
        case "compression" -> compression = compression(value);
        case "hive_partitioning" -> hivePartitioning = flag(name, value);
        case "max_record_size" -> maxRecordSize = size(name, value);
        case "split_size" -> splitSize = size(name, value);
        default -> throw FileErrors.unknownOption("read_csv", name, KNOWN);
      }
    }

    CsvOptions finish() {
      if (delimiter.isPresent() && delimiter.equals(quote)) {
        throw FileErrors.badOption(
            "quote", "another character than the delimiter", text(quote.get()));
      }
      return new CsvOptions(
          delimiter,
          quote,
          escape,
          header,
          nullTexts,
          types,
          allVarchar,
          sampleAll,
          sampleRows,
          ignoreErrors,
          compression,
          hivePartitioning,
          maxRecordSize,
          splitSize);
    }

    private static byte character(String name, String value, boolean mayBeEmpty) {
      var text = value.equals("\\t") || value.equalsIgnoreCase("tab") ? "\t" : value;
      if (text.isEmpty() && mayBeEmpty) {
        return Dialect.NONE;
      }
      if (text.length() != 1 || text.charAt(0) > 126 || "\n\r\0".contains(text)) {
        throw FileErrors.badOption(name, "one ASCII character", value);
      }
      return (byte) text.charAt(0);
    }

    private void types(String value) {
      for (var item : ItemList.items(value)) {
        var pair = ItemList.pair(item);
        var type = pair.size() == 2 ? TypeNames.parse(pair.get(1)) : null;
        if (type == null) {
          throw FileErrors.badOption("types", "'name=TYPE, \"other name\"=DECIMAL(10, 2)'", item);
        }
        types.put(ItemList.unquoted(pair.getFirst()), type);
      }
    }

    private void sample(String value) {
      sampleAll = value.equalsIgnoreCase("all") || value.equals("-1");
      if (!sampleAll) {
        sampleRows = OptionalLong.of(size("sample", value));
      }
    }

    private static void encoding(String value) {
      var name = value.toLowerCase(Locale.ROOT).replace("-", "");
      if (!name.equals("utf8")) {
        throw FileErrors.badOption(
            "encoding", "utf-8 (convert the file first, for example with iconv)", value);
      }
    }

    private static Optional<Compression> compression(String value) {
      return switch (value.toLowerCase(Locale.ROOT)) {
        case "auto" -> Optional.empty();
        case "none", "uncompressed" -> Optional.of(Compression.NONE);
        case "gzip", "gz" -> Optional.of(Compression.GZIP);
        case "zstd", "zst" -> Optional.of(Compression.ZSTD);
        default -> throw FileErrors.badOption("compression", "auto, none, gzip or zstd", value);
      };
    }

    private static boolean flag(String name, String value) {
      return switch (value.toLowerCase(Locale.ROOT)) {
        case "true", "on", "yes", "1" -> true;
        case "false", "off", "no", "0" -> false;
        default -> throw FileErrors.badOption(name, "true or false", value);
      };
    }

    private static int size(String name, String value) {
      try {
        int size = Integer.parseInt(value.strip());
        if (size > 0) {
          return size;
        }
      } catch (NumberFormatException e) {
        // Said below, as for numbers that are not positive.
      }
      throw FileErrors.badOption(
          name, "a positive number" + (name.equals("sample") ? " of rows, or all" : ""), value);
    }

    private static String text(byte character) {
      return String.valueOf((char) character);
    }
  }
}
