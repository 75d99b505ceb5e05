package dev.mutirao.connectors.csv;

import dev.mutirao.connectors.error.FileErrors;
import dev.mutirao.connectors.file.DataFile;
import dev.mutirao.connectors.file.PartitionColumns;
import dev.mutirao.connectors.source.ColumnStatistics;
import dev.mutirao.connectors.source.DescribeContext;
import dev.mutirao.connectors.source.ScanReport;
import dev.mutirao.connectors.source.TableDescription;
import dev.mutirao.connectors.source.TableHandle;
import dev.mutirao.connectors.source.TableReference;
import dev.mutirao.connectors.source.TableStatistics;
import dev.mutirao.connectors.type.Field;
import dev.mutirao.connectors.type.Schema;
import dev.mutirao.connectors.type.Type;
import dev.mutirao.connectors.type.Type.Simple;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.apache.arrow.memory.BufferAllocator;

/// Finds out what CSV files hold: dialect, header, columns and types. The first file decides
/// everything but the types; the others must have the same columns.
final class CsvDescriber {
  /// Once this much text was looked at, further files are represented by their first rows.
  private static final long ENOUGH_TEXT = 64 << 20;

  private static final long HEAD_ROWS = 1000;

  private final TableReference reference;
  private final List<DataFile> files;
  private final DataFile first;
  private final CsvOptions options;
  private final BufferAllocator allocator;
  private final PartitionColumns partitions;

  /// Bytes of text in the samples so far.
  private long looked;

  /// @param files at least one, none of them empty
  CsvDescriber(TableReference reference, List<DataFile> files, DescribeContext context) {
    this.reference = reference;
    this.files = files;
    this.first = files.getFirst();
    this.options = CsvOptions.parse(reference.options());
    this.allocator = context.allocator();
    this.partitions =
        options.hivePartitioning()
            ? PartitionColumns.infer(files).declaredBy(reference.columns().orElse(Schema.EMPTY))
            : PartitionColumns.NONE;
  }

  TableDescription describe() {
    var unknown =
        table(
            Schema.EMPTY,
            0,
            0,
            false,
            new Dialect((byte) ',', (byte) '"', (byte) '"', (byte) '\n'),
            true);
    var dialect =
        new DialectSniffer(first.path(), options, () -> unknown.open(first), allocator).sniff();
    var bare = table(Schema.EMPTY, 0, 0, false, dialect, true);
    var firstRecord = firstRecord(bare, first);
    if (firstRecord.isEmpty()) {
      throw FileErrors.malformed(first.path(), "the file holds nothing but blank lines", null);
    }
    return reference.columns().isPresent()
        ? declared(bare, firstRecord, reference.columns().get())
        : inferred(bare, firstRecord);
  }

  private TableDescription declared(CsvTable bare, List<String> firstRecord, Schema columns) {
    var inFiles = columns.fields().stream().filter(field -> !isPartition(field.name())).toList();
    boolean header =
        options
            .header()
            .orElseGet(() -> !Collections.disjoint(names(inFiles), lowerCase(firstRecord)));
    if (!header && inFiles.size() != firstRecord.size()) {
      throw FileErrors.wrongColumns(
          first.path(),
          "the table has " + inFiles.size() + " columns",
          firstRecord.size() + " (if its first line holds their names, say header => true)");
    }
    var schema = new Schema(inFiles).concat(new Schema(partitions.fields()));
    checkTypes(schema);
    var table =
        table(schema, partitions.size(), firstRecord.size(), header, bare.dialect(), header);
    var sketches = new ColumnSketches(inFiles.size());
    var samples = new ArrayList<Sample>();
    for (var file : files) {
      var layout =
          header
              ? FileLayout.byName(
                  table.fileColumns(), Header.names(firstRecord(table, file)), file.path())
              : FileLayout.inOrder(table.fields());
      samples.add(sample(table, file, layout, sketches));
    }
    return new TableDescription(
        new TableHandle("csv", reference.location(), schema, table.options()),
        statistics(names(inFiles), samples, sketches, header));
  }

  private TableDescription inferred(CsvTable bare, List<String> firstRecord) {
    int fields = firstRecord.size();
    var unnamed = table(Schema.EMPTY, 0, fields, false, bare.dialect(), true);
    var sketches = new ColumnSketches(fields);
    var sample = sample(unnamed, first, FileLayout.inOrder(fields), sketches);
    boolean header = options.header().orElseGet(() -> looksLikeHeader(sample, fields));
    var names =
        header
            ? Header.names(firstRecord)
            : IntStream.range(0, fields).mapToObj(i -> "column" + i).toList();
    var named = new Schema(names.stream().map(name -> Field.of(name, Simple.VARCHAR)).toList());
    var table = table(named, 0, fields, header && files.size() > 1, bare.dialect(), header);

    var samples = new ArrayList<>(List.of(sample));
    for (var file : files.subList(1, files.size())) {
      samples.add(sample(table, file, layout(table, file), sketches));
    }

    var columns = new ArrayList<Field>();
    for (int i = 0; i < fields; i++) {
      if (!isPartition(names.get(i))) {
        columns.add(Field.of(names.get(i), type(names.get(i), i, samples, header)));
      }
    }
    checkTypeOptions(names);
    var schema = new Schema(columns).concat(new Schema(partitions.fields()));
    boolean byName = table.byName() || columns.size() < fields;
    var decided = table(schema, partitions.size(), fields, byName, bare.dialect(), header);
    return new TableDescription(
        new TableHandle("csv", reference.location(), schema, decided.options()),
        statistics(names, samples, sketches, header));
  }

  private Sample sample(CsvTable table, DataFile file, FileLayout layout, ColumnSketches sketches) {
    var sample = new Sample(table, file, layout, sketches, allocator);
    boolean enough = looked > ENOUGH_TEXT && !options.sampleAll() && options.sampleRows().isEmpty();
    sample.read(options.sampleAll(), enough ? OptionalLong.of(HEAD_ROWS) : options.sampleRows());
    looked += sample.bytes();
    return sample;
  }

  private FileLayout layout(CsvTable table, DataFile file) {
    var header = firstRecord(table, file);
    if (header.size() != table.fields()) {
      throw FileErrors.wrongColumns(
          file.path(),
          first.path()
              + " has the "
              + table.fields()
              + " columns "
              + String.join(", ", table.schema().fields().stream().map(Field::name).toList()),
          header.size() + ": " + String.join(", ", header));
    }
    return table.byName()
        ? FileLayout.byName(table.schema(), Header.names(header), file.path())
        : FileLayout.inOrder(table.fields());
  }

  private Type type(String name, int column, List<Sample> samples, boolean header) {
    for (var entry : options.types().entrySet()) {
      if (entry.getKey().equalsIgnoreCase(name)) {
        return entry.getValue();
      }
    }
    if (options.allVarchar()) {
      return Simple.VARCHAR;
    }
    var guess = new TypeGuess();
    for (var sample : samples) {
      guess.add(sample.guess(column));
      if (!header) {
        guess.add(sample.firstRow(column));
      }
    }
    return guess.type();
  }

  /// Whether the first row does not fit the types of the others. Where all is text nothing can be
  /// told, and names are more usual than none.
  private static boolean looksLikeHeader(Sample sample, int fields) {
    boolean typed = false;
    for (int i = 0; i < fields; i++) {
      var below = sample.rows() == 0 ? sample.firstRow(i) : sample.guess(i);
      if (below.sawValues() && below.type() != Simple.VARCHAR) {
        typed = true;
        var together = new TypeGuess();
        together.add(below);
        together.add(sample.firstRow(i));
        if (together.type() == Simple.VARCHAR) {
          return true;
        }
      }
    }
    return !typed;
  }

  /// @param names of the columns in the files
  private TableStatistics statistics(
      List<String> names, List<Sample> samples, ColumnSketches sketches, boolean header) {
    long rows = 0;
    boolean exact = !options.ignoreErrors();
    for (var sample : samples) {
      rows += sample.rows() + (header ? 0 : 1);
      exact &= sample.isComplete();
    }
    long bytes = files.stream().mapToLong(DataFile::size).sum();
    long estimate =
        exact || looked == 0 ? rows : Math.max(rows, (long) (rows * ((double) bytes / looked)));
    var columns = new ArrayList<ColumnStatistics>();
    for (int i = 0; i < names.size(); i++) {
      if (!isPartition(names.get(i))) {
        columns.add(sketches.statistics(i, estimate, rows));
      }
    }
    columns.addAll(partitions.statistics(files));
    return new TableStatistics(OptionalLong.of(estimate), exact, OptionalLong.of(bytes), columns);
  }

  private List<String> firstRecord(CsvTable table, DataFile file) {
    var errors =
        new RecordErrors(
            file.path(), table.dialect().newline(), true, ScanReport.NONE, () -> table.open(file));
    return Header.fields(table.open(file), table, errors, allocator);
  }

  private boolean isPartition(String name) {
    return partitions.fields().stream().anyMatch(field -> field.name().equalsIgnoreCase(name));
  }

  private void checkTypeOptions(List<String> names) {
    for (var name : options.types().keySet()) {
      if (names.stream().noneMatch(name::equalsIgnoreCase)) {
        throw FileErrors.badOption(
            "types", "names of columns (" + String.join(", ", names) + ")", name);
      }
    }
  }

  private static void checkTypes(Schema schema) {
    for (var field : schema.fields()) {
      if (field.type() instanceof Simple simple && !isReadable(simple)) {
        throw FileErrors.badOption(
            "type of column " + field.name(), "a type that CSV can hold", simple.sql());
      }
    }
  }

  private static boolean isReadable(Simple type) {
    return switch (type) {
      case BOOLEAN,
          TINYINT,
          SMALLINT,
          INTEGER,
          BIGINT,
          REAL,
          DOUBLE,
          VARCHAR,
          DATE,
          TIME,
          TIMESTAMP,
          INSTANT ->
          true;
      case VARBINARY, INTERVAL_MONTHS, INTERVAL_MICROS, NULL -> false;
    };
  }

  private static List<String> names(List<Field> fields) {
    return lowerCase(fields.stream().map(Field::name).toList());
  }

  private static List<String> lowerCase(List<String> names) {
    return names.stream().map(name -> name.strip().toLowerCase(Locale.ROOT)).toList();
  }

  private CsvTable table(
      Schema schema,
      int partitionCount,
      int fields,
      boolean byName,
      Dialect dialect,
      boolean header) {
    return new CsvTable(
        schema,
        partitionCount,
        fields,
        byName,
        dialect,
        header,
        options.nullTexts(),
        options.ignoreErrors(),
        options.compression(),
        options.hivePartitioning(),
        options.maxRecordSize(),
        options.splitSize());
  }
}
