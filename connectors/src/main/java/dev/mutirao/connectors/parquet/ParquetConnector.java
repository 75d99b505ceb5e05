package dev.mutirao.connectors.parquet;

import dev.mutirao.connectors.error.FileErrors;
import dev.mutirao.connectors.file.DataFile;
import dev.mutirao.connectors.file.FileListing;
import dev.mutirao.connectors.file.PartitionColumns;
import dev.mutirao.connectors.file.PinnedFile;
import dev.mutirao.connectors.parquet.write.ParquetFormat;
import dev.mutirao.connectors.source.ColumnPredicate;
import dev.mutirao.connectors.source.Connector;
import dev.mutirao.connectors.source.DescribeContext;
import dev.mutirao.connectors.source.ReadContext;
import dev.mutirao.connectors.source.ScanRequest;
import dev.mutirao.connectors.source.Split;
import dev.mutirao.connectors.source.SplitReader;
import dev.mutirao.connectors.source.TableDescription;
import dev.mutirao.connectors.source.TableHandle;
import dev.mutirao.connectors.source.TableReference;
import dev.mutirao.connectors.write.FileFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.parquet.format.RowGroup;

/// Parquet files. Option `hive_partitioning` (`true` unless said otherwise) makes columns of
/// `key=value` folders.
///
/// A split is a row group, or a file when only facts are wanted. Several files may have the columns
/// in any order; a narrower integer, REAL or decimal widens to the widest among the files, other
/// differences of type and missing columns are errors. Nested columns are left out of the schema
/// and named in the handle (see {@link TableHandle#UNSUPPORTED_COLUMN}).
public final class ParquetConnector implements Connector {
  static final String PARTITION_COUNT = TableHandle.PARTITIONS;
  private static final String ROW_GROUP = "row_group";

  private final FooterCache footers = new FooterCache();
  private final DescriptionCache descriptions = new DescriptionCache();

  @Override
  public String name() {
    return "parquet";
  }

  @Override
  public boolean claims(String fileName) {
    var name = fileName.toLowerCase(Locale.ROOT);
    return name.endsWith(".parquet") || name.endsWith(".parq") || name.endsWith(".pq");
  }

  @Override
  public boolean appliesRowFilters() {
    return true;
  }

  @Override
  public Optional<FileFormat> format() {
    return Optional.of(new ParquetFormat());
  }

  @Override
  public TableDescription describe(TableReference reference, DescribeContext context) {
    return new TableDescriber(footers, descriptions, reference, context).describe();
  }

  @Override
  public List<Split> splits(TableHandle table, ScanRequest request) {
    var partitions = partitions(table);
    int firstPartition = table.schema().size() - partitions.size();
    var splits = new ArrayList<Split>();
    long wanted =
        request.predicates().isEmpty() ? request.limit().orElse(Long.MAX_VALUE) : Long.MAX_VALUE;
    for (var file : FileListing.of(table.location())) {
      if (wanted > 0 && partitions.mayMatch(file, request.predicates(), firstPartition)) {
        if (request.facts().isEmpty()) {
          wanted -= addSplits(table, request, file, wanted, splits);
        } else if (footers.get(file).rows() > 0) {
          var footer = footers.get(file);
          splits.add(file.split(0, footer.rows(), footer.size(), Map.of()));
        }
      }
    }
    return splits;
  }

  /// Adds the row groups that statistics cannot exclude until they have the `wanted` rows, and
  /// gives their rows.
  private long addSplits(
      TableHandle table, ScanRequest request, DataFile file, long wanted, List<Split> splits) {
    var footer = footers.get(file);
    var columns = FileColumns.of(file.path(), footer.schema(), table);
    long first = 0;
    long rows = 0;
    for (int i = 0; i < footer.rowGroups().size() && rows < wanted; i++) {
      var group = footer.rowGroups().get(i);
      if (mayMatch(footer, group, columns, request.predicates())) {
        var notes = Map.of(ROW_GROUP, Integer.toString(i));
        long bytes = bytes(group, columns, request.columns());
        splits.add(file.split(first, group.getNum_rows(), bytes, notes));
        rows += group.getNum_rows();
      }
      first += group.getNum_rows();
    }
    return rows;
  }

  private static boolean mayMatch(
      Footer footer, RowGroup group, FileColumns columns, List<ColumnPredicate> predicates) {
    for (var predicate : predicates) {
      if (!columns.isPartition(predicate.column())) {
        var column = columns.column(predicate.column());
        var chunk = group.getColumns().get(column.chunk());
        var bounds =
            StoredBounds.of(chunk, column.stored(), group.getNum_rows(), footer.ordersDefined());
        if (!bounds.mayMatch(predicate)) {
          return false;
        }
      }
    }
    return true;
  }

  private static long bytes(RowGroup group, FileColumns columns, List<Integer> wanted) {
    return wanted.stream()
        .filter(index -> !columns.isPartition(index))
        .mapToLong(index ->
            group
                .getColumns()
                .get(columns.column(index).chunk())
                .getMeta_data()
                .getTotal_compressed_size())
        .sum();
  }

  @Override
  public SplitReader open(
      TableHandle table, ScanRequest request, Split split, ReadContext context) {
    var file = PinnedFile.open(split);
    try {
      var footer = footers.get(split, file);
      if (!request.facts().isEmpty()) {
        return FileFactsReader.open(
            file, footer, table, partitions(table), request, split, context);
      }
      int rowGroup = Integer.parseInt(split.properties().getOrDefault(ROW_GROUP, "-1"));
      if (rowGroup < 0 || rowGroup >= footer.rowGroups().size()) {
        throw FileErrors.changed(split.path(), "it has no row group " + rowGroup);
      }
      var columns = FileColumns.of(split.path(), footer.schema(), table);
      return new RowGroupOpener(file, footer, rowGroup, columns, partitions(table), context)
          .open(request, split);
    } catch (RuntimeException e) {
      file.close();
      throw e;
    }
  }

  private static PartitionColumns partitions(TableHandle table) {
    return PartitionColumns.last(
        table.schema(), Integer.parseInt(table.options().getOrDefault(PARTITION_COUNT, "0")));
  }
}
