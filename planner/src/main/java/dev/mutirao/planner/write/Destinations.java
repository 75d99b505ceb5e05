package dev.mutirao.planner.write;

import dev.mutirao.connectors.error.MutiraoException;
import dev.mutirao.connectors.error.PlanErrors;
import dev.mutirao.connectors.error.WriteErrors;
import dev.mutirao.connectors.file.FileListing;
import dev.mutirao.connectors.file.PartitionColumns;
import dev.mutirao.connectors.source.Connector;
import dev.mutirao.connectors.source.TableHandle;
import dev.mutirao.connectors.type.Field;
import dev.mutirao.connectors.type.Schema;
import dev.mutirao.connectors.type.Type;
import dev.mutirao.connectors.write.FileFormat;
import dev.mutirao.executor.plan.WriteTarget;
import dev.mutirao.planner.catalog.Catalog;
import dev.mutirao.planner.catalog.CatalogObject;
import dev.mutirao.planner.parser.PlacedErrors;
import dev.mutirao.planner.parser.Statement;
import dev.mutirao.planner.parser.StatementNode;
import dev.mutirao.planner.parser.StatementOption;
import dev.mutirao.planner.parser.Word;
import dev.mutirao.planner.table.Connectors;
import dev.mutirao.planner.table.TableSource;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.stream.IntStream;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlNode;

/// Resolves where the rows of a statement go.
public final class Destinations {
  private final Connectors connectors;
  private final Catalog catalog;

  public Destinations(Connectors connectors, Catalog catalog) {
    this.connectors = connectors;
    this.catalog = catalog;
  }

  /// Where COPY writes rows of these columns.
  public Destination of(Statement.Copy copy, Schema rows) {
    var options = CopyOptions.of(copy.options(), copy.path());
    var path = copy.path().text();
    boolean file =
        options.partitionBy().isEmpty()
            && !path.endsWith("/")
            && connectors.reading(path).isPresent();
    var kind = file ? WriteTarget.Kind.FILE : WriteTarget.Kind.FOLDER;
    var target = options.places().placing(() -> target("COPY", path, kind, options, rows));
    return new Destination(target, Destination.all(rows), Optional.empty());
  }

  /// The folder and the table that CREATE EXTERNAL TABLE ... AS makes of rows of these columns.
  public Destination of(Statement.CreateTableAs statement, Schema rows) {
    var table = statement.table();
    if (!table.columns().isEmpty()) {
      throw table.name().placed(WriteErrors.columnsWithQuery(table.name().text()));
    }
    var given = new HashMap<>(table.options());
    given.computeIfPresent("partition_by", (name, columns) -> separated(columns));
    var options = CopyOptions.of(given, table.location());
    var target =
        options
            .places()
            .placing(() ->
                target(
                    "CREATE EXTERNAL TABLE ... AS",
                    table.location().text(),
                    WriteTarget.Kind.FOLDER,
                    options,
                    rows));
    var created =
        new CatalogObject.ExternalTable(
            table.name().text(),
            declared(target, rows),
            table.location().text(),
            Optional.of(target.format()),
            format(connectors.writing(Optional.of(target.format()), ""))
                .readOptions(target.settings()));
    return new Destination(target, Destination.all(rows), Optional.of(created));
  }

  /// An option whose value is a list, with commas between.
  private static StatementOption separated(StatementOption option) {
    var items = option.values().getFirst().split(",");
    return new StatementOption(option.name(), Arrays.stream(items).map(String::strip).toList());
  }

  /// Neither CSV files nor the names of folders say what their columns are. That a column of the
  /// query has no NULL says nothing of rows that are added.
  private static Optional<Schema> declared(WriteTarget target, Schema rows) {
    if (target.format().equals("parquet") && target.partitionBy().isEmpty()) {
      return Optional.empty();
    }
    var fields = new ArrayList<Field>();
    for (var field : without(rows, target.partitionBy()).fields()) {
      fields.add(Field.of(field.name(), field.type()));
    }
    for (int column : target.partitionBy()) {
      fields.add(PartitionColumns.readBack(rows.field(column)));
    }
    return Optional.of(new Schema(fields));
  }

  private WriteTarget target(
      String statement, String path, WriteTarget.Kind kind, CopyOptions options, Schema rows) {
    var absolute = Path.of(connectors.absolute(path)).normalize();
    var connector = connectors.writing(options.format(), path);
    var format = format(connector);
    options.check(statement, format.options());
    var partitionBy = options.partitionColumns(rows);
    var columns = without(rows, partitionBy);
    boolean isFile = kind == WriteTarget.Kind.FILE;
    if (isFile && connectors.reading(path).filter(connector::equals).isEmpty()) {
      var ending = format.ending(format.settle(options.rest(), "", columns));
      throw WriteErrors.misleadingName("FORMAT", connector.name(), renamed(path, ending), path);
    }
    var settings = format.settle(options.rest(), isFile ? absolute.toString() : "", columns);
    var tag = tag();
    return new WriteTarget(
        absolute.toString(),
        absolute.resolveSibling(hidden(tag)).toString(),
        kind,
        options.overwrite(),
        connector.name(),
        settings,
        format.ending(settings),
        tag,
        partitionBy);
  }

  /// The name of a file with another ending.
  private static String renamed(String path, String ending) {
    var name = Path.of(path).getFileName().toString();
    return name.replaceFirst("(?i)\\.(gz|zst)$", "").replaceFirst("\\.[^.]*$", "") + ending;
  }

  /// Finds the table of an INSERT and the columns that it names.
  public InsertTable table(Statement.Insert insert) {
    var handle = Word.of(insert.table()).placing(() -> handle(insert.table()));
    var name = StatementNode.objectName(insert.table());
    var names = handle.schema().fields().stream().map(Field::name).toList();
    if (insert.columns().isEmpty()) {
      return new InsertTable(name, handle, IntStream.range(0, names.size()).boxed().toList(), true);
    }
    var columns = new ArrayList<Integer>();
    for (var wanted : insert.columns()) {
      int place = 0;
      while (place < names.size() && !names.get(place).equalsIgnoreCase(wanted.text())) {
        place++;
      }
      if (place == names.size()) {
        throw wanted.placed(WriteErrors.unknownInsertColumn(name, wanted.text(), names));
      }
      if (columns.contains(place)) {
        throw wanted.placed(WriteErrors.repeatedColumn(wanted.text()));
      }
      columns.add(place);
    }
    return new InsertTable(name, handle, columns, false);
  }

  private TableHandle handle(SqlIdentifier name) {
    var path = StatementNode.pathOf(name);
    if (path != null) {
      return connectors.describe(TableSource.file(path)).handle();
    }
    var table = StatementNode.objectName(name);
    var object = catalog.find(table);
    return switch (object.orElseThrow(() -> noSuchTable(table))) {
      case CatalogObject.View view -> throw WriteErrors.insertIntoView(view.name());
      case CatalogObject.ExternalTable external ->
          connectors.describe(TableSource.of(external)).handle();
    };
  }

  private MutiraoException noSuchTable(String name) {
    var known = catalog.names(CatalogObject.ExternalTable.class);
    return PlanErrors.noSuchObject("external table", name, known);
  }

  /// Where INSERT writes rows of these columns.
  ///
  /// @param source gives the rows
  public Destination of(InsertTable table, SqlNode source, Schema rows) {
    int expected = table.columns().size();
    if (rows.size() > expected || rows.size() < expected && !table.all()) {
      var wrong = WriteErrors.valueCount(table.name(), expected, rows.size());
      throw PlacedErrors.placed(wrong, InsertedValues.place(source, expected));
    }
    var handle = table.handle();
    var schema = handle.schema();
    var columns = new ArrayList<Destination.Column>();
    for (int i = 0; i < schema.size(); i++) {
      int value = table.columns().indexOf(i);
      boolean given = value >= 0 && value < rows.size();
      if (given) {
        var place = InsertedValues.place(source, value);
        Assignment.check(table.name(), schema.field(i), rows.type(value), place);
      }
      boolean isNull = !given || rows.type(value) == Type.Simple.NULL;
      columns.add(
          new Destination.Column(
              isNull ? OptionalInt.empty() : OptionalInt.of(value),
              Field.of(schema.field(i).name(), schema.type(i))));
    }
    return new Destination(addition(table, handle), columns, Optional.empty());
  }

  private WriteTarget addition(InsertTable table, TableHandle handle) {
    var location = Path.of(handle.location()).normalize();
    if (!Files.isDirectory(location)) {
      throw WriteErrors.notAFolder(table.name(), handle.location());
    }
    var connector = connectors.writing(Optional.of(handle.connector()), "");
    var format = format(connector);
    int first = handle.schema().size() - handle.partitionColumns();
    var partitionBy = IntStream.range(first, handle.schema().size()).boxed().toList();
    var settings =
        format.like(
            handle,
            FileListing.of(handle.location()).getFirst().path(),
            without(handle.schema(), partitionBy));
    var tag = tag();
    return new WriteTarget(
        location.toString(),
        location.resolve(hidden(tag)).toString(),
        WriteTarget.Kind.ADDITION,
        false,
        connector.name(),
        settings,
        format.ending(settings),
        tag,
        partitionBy);
  }

  private static Schema without(Schema rows, List<Integer> partitionBy) {
    return rows.select(
        IntStream.range(0, rows.size()).filter(i -> !partitionBy.contains(i)).boxed().toList());
  }

  private static FileFormat format(Connector connector) {
    return connector.format().orElseThrow();
  }

  private static String tag() {
    return UUID.randomUUID().toString().replace("-", "").substring(0, 16);
  }

  private static String hidden(String tag) {
    return ".mutirao-" + tag + ".writing";
  }
}
