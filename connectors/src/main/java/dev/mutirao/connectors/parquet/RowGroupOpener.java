package dev.mutirao.connectors.parquet;

import dev.mutirao.connectors.batch.ConstantColumn;
import dev.mutirao.connectors.error.FileErrors;
import dev.mutirao.connectors.error.MutiraoException;
import dev.mutirao.connectors.error.QueryErrors;
import dev.mutirao.connectors.file.PartitionColumns;
import dev.mutirao.connectors.file.PinnedFile;
import dev.mutirao.connectors.parquet.RowGroupReader.ColumnSource;
import dev.mutirao.connectors.parquet.decode.ColumnReader;
import dev.mutirao.connectors.parquet.page.CorruptData;
import dev.mutirao.connectors.parquet.page.Decompressor;
import dev.mutirao.connectors.parquet.page.PageReader;
import dev.mutirao.connectors.source.ColumnPredicate;
import dev.mutirao.connectors.source.ReadContext;
import dev.mutirao.connectors.source.ScanRequest;
import dev.mutirao.connectors.source.Split;
import dev.mutirao.connectors.type.Literal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.parquet.format.ColumnChunk;
import org.apache.parquet.format.CompressionCodec;
import org.apache.parquet.format.RowGroup;

/// Opens what reading a row group needs: a reader per requested column, and the rows that are
/// wanted at all.
final class RowGroupOpener {
  private final PinnedFile file;
  private final Footer footer;
  private final int rowGroup;
  private final RowGroup group;
  private final FileColumns columns;
  private final PartitionColumns partitions;
  private final ReadContext context;

  RowGroupOpener(
      PinnedFile file,
      Footer footer,
      int rowGroup,
      FileColumns columns,
      PartitionColumns partitions,
      ReadContext context) {
    this.file = file;
    this.footer = footer;
    this.rowGroup = rowGroup;
    this.group = footer.rowGroups().get(rowGroup);
    this.columns = columns;
    this.partitions = partitions;
    this.context = context;
  }

  /// The reader takes over the file; when this fails, the caller still owns it.
  RowGroupReader open(ScanRequest request, Split split) {
    var decompressor = new Decompressor();
    var sources = new ArrayList<ColumnSource>();
    try {
      var rows =
          mayContain(request.predicates()) ? wantedRows(request.predicates()) : RowRanges.all(0);
      context.report().rowsPruned(group.getNum_rows() - rows.count());
      if (rows.size() > 0 && !context.filters().isEmpty()) {
        var left =
            mayPass(request, split) ? rows.and(wantedRows(filterPredicates())) : RowRanges.all(0);
        context.report().rowsFiltered(rows.count() - left.count());
        rows = left;
      }
      if (request.predicates().isEmpty() && request.limit().isPresent()) {
        rows = rows.limit(request.limit().getAsLong());
      }
      boolean skips = rows.size() > 1 || rows.size() == 1 && rows.start(0) > 0;
      for (int index : request.columns()) {
        sources.add(
            columns.isPartition(index)
                ? new ColumnSource.Constant(
                    partitions.value(split, index - columns.columns().size()))
                : chunk(columns.column(index), skips, decompressor));
      }
      var filters =
          context.filters().stream()
              .filter(filter -> !columns.isPartition(request.columns().get(filter.column())))
              .toList();
      return new RowGroupReader(file, rowGroup, sources, rows, decompressor, context, filters);
    } catch (RuntimeException e) {
      for (var source : sources) {
        if (source instanceof ColumnSource.Chunk chunk) {
          chunk.reader().close();
        }
      }
      decompressor.close();
      throw e;
    }
  }

  /// Whether filters can let rows of this row group pass, by what is known of all of them.
  private boolean mayPass(ScanRequest request, Split split) {
    for (var filter : context.filters()) {
      int index = request.columns().get(filter.column());
      if (columns.isPartition(index)) {
        var value = partitions.value(split, index - columns.columns().size());
        try (var picker = filter.open();
            var constant = ConstantColumn.of(value, 1, context.allocator())) {
          if (picker.pick(constant, new int[1]) == 0) {
            return false;
          }
        }
      }
    }
    var predicates = filterPredicates();
    return predicates.stream().allMatch(this::isInBounds) && mayContain(predicates);
  }

  /// What the filters ask of columns that are stored.
  private List<ColumnPredicate> filterPredicates() {
    return context.filters().stream()
        .flatMap(filter -> filter.predicates().stream())
        .filter(predicate -> !columns.isPartition(predicate.column()))
        .toList();
  }

  private boolean isInBounds(ColumnPredicate predicate) {
    var column = columns.column(predicate.column());
    var chunk = group.getColumns().get(column.chunk());
    return StoredBounds.of(chunk, column.stored(), group.getNum_rows(), footer.ordersDefined())
        .mayMatch(predicate);
  }

  /// Whether bloom filters allow that rows meet the predicates of equality.
  private boolean mayContain(List<ColumnPredicate> predicates) {
    for (var predicate : predicates) {
      if (columns.isPartition(predicate.column())) {
        continue;
      }
      var column = columns.column(predicate.column());
      var chunk = group.getColumns().get(column.chunk()).getMeta_data();
      var values = equalTo(predicate);
      if (!values.isEmpty() && BloomFilter.isPresent(chunk)) {
        try {
          var filter = BloomFilter.open(file, chunk, context.report());
          if (values.stream().noneMatch(value -> mayContain(filter, column, value))) {
            return false;
          }
        } catch (CorruptData e) {
          throw corrupt(column, e);
        }
      }
    }
    return true;
  }

  private static boolean mayContain(BloomFilter filter, FileColumn column, Literal value) {
    return StoredBytes.of(column.stored(), value)
        .map(bytes -> filter.mayContain(XxHash64.hash(bytes)))
        .orElse(true);
  }

  /// The values one of which a column must have; empty when the predicate does not say.
  private static List<Literal> equalTo(ColumnPredicate predicate) {
    return switch (predicate) {
      case ColumnPredicate.Comparison comparison ->
          comparison.operator() == ColumnPredicate.Operator.EQUAL
              ? List.of(comparison.value())
              : List.of();
      case ColumnPredicate.In in -> in.values();
      case ColumnPredicate.StartsWith ignored -> List.of();
      case ColumnPredicate.IsNull ignored -> List.of();
      case ColumnPredicate.IsNotNull ignored -> List.of();
    };
  }

  /// Rows of pages that meet all predicates as far as page indexes tell. A corrupt index is an
  /// error, because it may just as well lead past rows that are wanted.
  private RowRanges wantedRows(List<ColumnPredicate> predicates) {
    var rows = RowRanges.all(group.getNum_rows());
    for (var predicate : predicates) {
      if (!columns.isPartition(predicate.column())) {
        var column = columns.column(predicate.column());
        var chunk = group.getColumns().get(column.chunk());
        try {
          var matching =
              PageIndex.read(file, chunk, group.getNum_rows(), context.report())
                  .flatMap(index ->
                      index.mayMatch(file, chunk, column.stored(), predicate, context.report()));
          rows = matching.map(rows::and).orElse(rows);
        } catch (CorruptData e) {
          throw corrupt(column, e);
        }
      }
    }
    return rows;
  }

  private MutiraoException corrupt(FileColumn column, CorruptData cause) {
    file.verify();
    return FileErrors.malformed(
        file.path(),
        "corrupt data in column "
            + column.name()
            + " of row group "
            + rowGroup
            + ": "
            + cause.getMessage()
            + "; write or copy the file again",
        cause);
  }

  private ColumnSource chunk(FileColumn column, boolean skips, Decompressor decompressor) {
    var chunk = group.getColumns().get(column.chunk());
    var codec = chunk.getMeta_data().getCodec();
    check(column, chunk, codec);
    long start = Footer.start(chunk);
    var pages =
        new PageReader(
            file,
            start,
            start + chunk.getMeta_data().getTotal_compressed_size(),
            codec,
            column.stored().optional(),
            decompressor,
            context.allocator(),
            context.report());
    var index =
        skips
            ? PageIndex.read(file, chunk, group.getNum_rows(), context.report())
            : Optional.<PageIndex>empty();
    var reader = ColumnReader.of(column.stored(), pages, group.getNum_rows(), context.allocator());
    return new ColumnSource.Chunk(column.name(), reader, index);
  }

  private void check(FileColumn column, ColumnChunk chunk, CompressionCodec codec) {
    if (codec != CompressionCodec.UNCOMPRESSED && !Decompressor.supports(codec)) {
      throw QueryErrors.notSupported(
          "compression " + codec + " (column " + column.name() + " of " + file.path() + ")");
    }
    if (chunk.isSetCrypto_metadata()) {
      throw QueryErrors.notSupported(
          "encrypted Parquet (column " + column.name() + " of " + file.path() + ")");
    }
    if (chunk.isSetFile_path()) {
      throw QueryErrors.notSupported("Parquet with columns in other files (" + file.path() + ")");
    }
    if (chunk.getMeta_data().getType() != column.stored().physical()) {
      throw FileErrors.malformed(
          file.path(),
          "corrupt Parquet file: column "
              + column.name()
              + " is "
              + column.stored().physical()
              + " in its schema and "
              + chunk.getMeta_data().getType()
              + " in row group "
              + rowGroup,
          null);
    }
  }
}
