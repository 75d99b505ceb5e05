package dev.mutirao.connectors.parquet;

import dev.mutirao.connectors.error.FileErrors;
import dev.mutirao.connectors.error.QueryErrors;
import dev.mutirao.connectors.file.PartitionColumns;
import dev.mutirao.connectors.file.PinnedFile;
import dev.mutirao.connectors.parquet.RowGroupReader.ColumnSource;
import dev.mutirao.connectors.parquet.decode.ColumnReader;
import dev.mutirao.connectors.parquet.page.Decompressor;
import dev.mutirao.connectors.parquet.page.PageReader;
import dev.mutirao.connectors.source.ReadContext;
import dev.mutirao.connectors.source.ScanRequest;
import dev.mutirao.connectors.source.Split;
import java.util.ArrayList;
import org.apache.parquet.format.ColumnChunk;
import org.apache.parquet.format.CompressionCodec;
import org.apache.parquet.format.RowGroup;

/// Opens what reading a row group needs: a reader per requested column, and the rows that are
/// wanted at all.
final class RowGroupOpener {
  private final PinnedFile file;
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
      for (int index : request.columns()) {
        sources.add(
            columns.isPartition(index)
                ? new ColumnSource.Constant(
                    partitions.value(split, index - columns.columns().size()))
                : chunk(columns.column(index), decompressor));
      }
      var rows = RowRanges.all(group.getNum_rows());
      if (request.predicates().isEmpty() && request.limit().isPresent()) {
        rows = rows.limit(request.limit().getAsLong());
      }
      return new RowGroupReader(file, rowGroup, sources, rows, decompressor, context);
    } catch (RuntimeException e) {
      for (var source : sources) {
        if (source instanceof ColumnSource.Chunk(String ignored, ColumnReader reader)) {
          reader.close();
        }
      }
      decompressor.close();
      throw e;
    }
  }

  private ColumnSource chunk(FileColumn column, Decompressor decompressor) {
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
    return new ColumnSource.Chunk(
        column.name(),
        ColumnReader.of(column.stored(), pages, group.getNum_rows(), context.allocator()));
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
