package dev.mutirao.connectors.csv;

import dev.mutirao.connectors.file.DataFile;
import dev.mutirao.connectors.file.PartitionColumns;
import dev.mutirao.connectors.file.PinnedFile;
import dev.mutirao.connectors.source.TableHandle;
import dev.mutirao.connectors.type.Schema;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A CSV table with everything decided: what a table handle's options say.
///
/// @param schema columns from the files, then columns from folders
/// @param partitions how many columns come from folders
/// @param fields how many fields a record has; of tables matched `byName` it is each file's own
/// @param byName whether columns are found by the names in each file's header rather than by their
///   place
record CsvTable(
    Schema schema,
    int partitions,
    int fields,
    boolean byName,
    Dialect dialect,
    boolean header,
    List<String> nullTexts,
    boolean ignoreErrors,
    Optional<Compression> compression,
    boolean hivePartitioning,
    int maxRecordSize,
    int splitSize) {

  static CsvTable of(TableHandle handle) {
    var options = handle.options();
    return new CsvTable(
        handle.schema(),
        Integer.parseInt(options.get("partitions")),
        Integer.parseInt(options.get("fields")),
        Boolean.parseBoolean(options.get("by_name")),
        new Dialect(
            character(options, "delimiter"),
            character(options, "quote"),
            character(options, "escape"),
            character(options, "newline")),
        Boolean.parseBoolean(options.get("header")),
        options.get("nullstr").isEmpty()
            ? List.of()
            : ItemList.items(options.get("nullstr")).stream().map(ItemList::unquoted).toList(),
        Boolean.parseBoolean(options.get("ignore_errors")),
        Optional.ofNullable(options.get("compression")).map(Compression::valueOf),
        Boolean.parseBoolean(options.get("hive_partitioning")),
        Integer.parseInt(options.get("max_record_size")),
        Integer.parseInt(options.get("split_size")));
  }

  Map<String, String> options() {
    var options = new HashMap<String, String>();
    options.put("partitions", Integer.toString(partitions));
    options.put("fields", Integer.toString(fields));
    options.put("by_name", Boolean.toString(byName));
    options.put("delimiter", Byte.toString(dialect.delimiter()));
    options.put("quote", Byte.toString(dialect.quote()));
    options.put("escape", Byte.toString(dialect.escape()));
    options.put("newline", Byte.toString(dialect.newline()));
    options.put("header", Boolean.toString(header));
    options.put("nullstr", ItemList.joined(nullTexts));
    options.put("ignore_errors", Boolean.toString(ignoreErrors));
    compression.ifPresent(value -> options.put("compression", value.name()));
    options.put("hive_partitioning", Boolean.toString(hivePartitioning));
    options.put("max_record_size", Integer.toString(maxRecordSize));
    options.put("split_size", Integer.toString(splitSize));
    return options;
  }

  private static byte character(Map<String, String> options, String name) {
    return Byte.parseByte(options.get(name));
  }

  /// The columns that come from the files.
  Schema fileColumns() {
    return new Schema(schema.fields().subList(0, firstPartition()));
  }

  int firstPartition() {
    return schema.size() - partitions;
  }

  PartitionColumns partitionColumns() {
    return PartitionColumns.last(schema, partitions);
  }

  byte[][] nullBytes() {
    return nullTexts.stream()
        .map(text -> text.getBytes(StandardCharsets.UTF_8))
        .toArray(byte[][]::new);
  }

  Compression compressionOf(String path) {
    return compression.orElse(Compression.of(path));
  }

  /// Opens a file's text at its beginning.
  ByteInput open(DataFile file) {
    return open(PinnedFile.open(file));
  }

  /// The same; takes over the file.
  ByteInput open(PinnedFile file) {
    var compression = compressionOf(file.path());
    return compression == Compression.NONE
        ? new PlainInput(file, 0)
        : CompressedInput.open(file, compression);
  }
}
