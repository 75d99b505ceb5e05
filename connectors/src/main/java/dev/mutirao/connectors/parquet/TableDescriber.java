package dev.mutirao.connectors.parquet;

import dev.mutirao.connectors.error.FileErrors;
import dev.mutirao.connectors.file.DataFile;
import dev.mutirao.connectors.file.FileListing;
import dev.mutirao.connectors.file.PartitionColumns;
import dev.mutirao.connectors.source.DescribeContext;
import dev.mutirao.connectors.source.TableDescription;
import dev.mutirao.connectors.source.TableHandle;
import dev.mutirao.connectors.source.TableReference;
import dev.mutirao.connectors.type.Field;
import dev.mutirao.connectors.type.Schema;
import dev.mutirao.connectors.type.Type;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;

/// Describes the table that one reference means, from the footers of all its files.
final class TableDescriber {
  private static final String HIVE_PARTITIONING = "hive_partitioning";

  private final FooterCache footers;
  private final DescriptionCache descriptions;
  private final TableReference reference;
  private final DescribeContext context;

  TableDescriber(
      FooterCache footers,
      DescriptionCache descriptions,
      TableReference reference,
      DescribeContext context) {
    this.footers = footers;
    this.descriptions = descriptions;
    this.reference = reference;
    this.context = context;
  }

  TableDescription describe() {
    boolean hive = readOptions();
    var files = FileListing.of(reference.location());
    var read = readFooters(files);
    var stored = reference.columns().map(Schema::fields).orElseGet(() -> unify(files, read));
    var partitions =
        hive ? PartitionColumns.infer(files).declaredBy(new Schema(stored)) : PartitionColumns.NONE;
    var schema = schema(stored, partitions);
    var options = new HashMap<String, String>();
    options.put(
        ParquetConnector.PARTITION_COUNT,
        Integer.toString(schema.size() - stored(schema, partitions)));
    read.getFirst()
        .schema()
        .unsupported()
        .forEach((name, kind) -> options.put(TableHandle.UNSUPPORTED_COLUMN + name, kind));
    var handle = new TableHandle("parquet", reference.location(), schema, options);
    return descriptions.get(
        handle, files, () -> TableStatisticsReader.describe(handle, files, read, partitions));
  }

  private boolean readOptions() {
    for (var option : reference.options().entrySet()) {
      if (!option.getKey().equals(HIVE_PARTITIONING)) {
        throw FileErrors.unknownOption("read_parquet", option.getKey(), List.of(HIVE_PARTITIONING));
      }
      if (!option.getValue().equalsIgnoreCase("true")
          && !option.getValue().equalsIgnoreCase("false")) {
        throw FileErrors.badOption(HIVE_PARTITIONING, "true or false", option.getValue());
      }
    }
    return !"false".equalsIgnoreCase(reference.options().get(HIVE_PARTITIONING));
  }

  /// One footer a file, in the files' order; several at once.
  private List<Footer> readFooters(List<DataFile> files) {
    if (files.size() == 1 || context.threads() <= 1) {
      return files.stream().map(footers::get).toList();
    }
    try (var threads = Executors.newFixedThreadPool(Math.min(context.threads(), files.size()))) {
      var tasks = files.stream().<Callable<Footer>>map(file -> () -> footers.get(file)).toList();
      var read = new ArrayList<Footer>();
      for (var done : threads.invokeAll(tasks)) {
        read.add(done.get());
      }
      return read;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw dev.mutirao.connectors.error.QueryErrors.cancelled(
          "an interrupt while files were described");
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      throw new IllegalStateException(e.getCause());
    }
  }

  /// The first file's columns, each in the widest of its types.
  private static List<Field> unify(List<DataFile> files, List<Footer> footers) {
    var fields = new ArrayList<Field>();
    for (var column : footers.getFirst().schema().columns()) {
      var type = column.stored().type();
      boolean nullable = column.stored().optional();
      for (int i = 1; i < files.size(); i++) {
        var other = footers.get(i).schema().find(column.name());
        if (other.isEmpty()) {
          throw FileErrors.missingColumn(files.get(i).path(), column.name());
        }
        type = wider(column, other.get(), type, files.get(i));
        nullable |= other.get().stored().optional();
      }
      fields.add(new Field(column.name(), type, nullable));
    }
    return fields;
  }

  private static Type wider(FileColumn first, FileColumn other, Type type, DataFile file) {
    if (StoredTypes.as(other.stored(), type).isPresent()) {
      return type;
    }
    var wider = other.stored().type();
    if (StoredTypes.as(first.stored(), wider).isEmpty()) {
      throw FileErrors.differentType(file.path(), other.name(), type.sql(), wider.sql());
    }
    return wider;
  }

  /// A declared column may name a partition, which then has the declared type; else partitions come
  /// last.
  private static Schema schema(List<Field> stored, PartitionColumns partitions) {
    var fields = new ArrayList<>(stored);
    for (var partition : partitions.fields()) {
      find(stored, partition.name()).ifPresent(fields::remove);
      fields.add(find(stored, partition.name()).orElse(partition));
    }
    return new Schema(fields);
  }

  private static int stored(Schema schema, PartitionColumns partitions) {
    return schema.size() - partitions.size();
  }

  private static Optional<Field> find(List<Field> fields, String name) {
    return fields.stream().filter(field -> field.name().equalsIgnoreCase(name)).findFirst();
  }
}
