package dev.mutirao.connectors.parquet.write;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.parquet.format.ColumnChunk;
import org.apache.parquet.format.ColumnOrder;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.RowGroup;
import org.apache.parquet.format.SchemaElement;
import org.apache.parquet.format.TypeDefinedOrder;
import org.apache.parquet.format.Util;

/// What comes behind the row groups: the page indexes, then the footer. Not thread-safe.
final class FileEnd {
  private static final String CREATED_BY = "mutirao version 0.1.0";

  private record Group(RowGroup group, List<EncodedChunk> chunks) {}

  private final List<WrittenColumn> columns;
  private final List<Group> groups = new ArrayList<>();
  private long rows;

  FileEnd(List<WrittenColumn> columns) {
    this.columns = columns;
  }

  long rows() {
    return rows;
  }

  /// Notes a row group that begins at `start`.
  void add(List<EncodedChunk> chunks, int rows, long start) {
    var list = new ArrayList<ColumnChunk>(chunks.size());
    long uncompressed = 0;
    long compressed = 0;
    for (var chunk : chunks) {
      var entry = new ColumnChunk(0); // the older place of metadata, which is in the footer only
      entry.setMeta_data(chunk.data());
      list.add(entry);
      uncompressed += chunk.data().getTotal_uncompressed_size();
      compressed += chunk.data().getTotal_compressed_size();
    }
    var group = new RowGroup(list, uncompressed, rows);
    group.setFile_offset(start);
    group.setTotal_compressed_size(compressed);
    group.setOrdinal((short) groups.size());
    if (groups.size() > Short.MAX_VALUE) {
      group.unsetOrdinal();
    }
    groups.add(new Group(group, chunks));
    this.rows += rows;
  }

  /// Writes indexes, footer and its length. `start` is where they will be in the file.
  void write(ByteArrayOutputStream out, long start) throws IOException {
    for (var group : groups) {
      for (int i = 0; i < group.chunks.size(); i++) {
        var index = group.chunks.get(i).columnIndex();
        if (index != null) {
          int before = out.size();
          Util.writeColumnIndex(index, out);
          group.group.getColumns().get(i).setColumn_index_offset(start + before);
          group.group.getColumns().get(i).setColumn_index_length(out.size() - before);
        }
      }
    }
    for (var group : groups) {
      for (int i = 0; i < group.chunks.size(); i++) {
        int before = out.size();
        Util.writeOffsetIndex(group.chunks.get(i).offsets(), out);
        group.group.getColumns().get(i).setOffset_index_offset(start + before);
        group.group.getColumns().get(i).setOffset_index_length(out.size() - before);
      }
    }
    int before = out.size();
    Util.writeFileMetaData(footer(), out);
    int length = out.size() - before;
    for (int shift = 0; shift < Integer.SIZE; shift += 8) {
      out.write(length >>> shift);
    }
  }

  private FileMetaData footer() {
    var schema = new ArrayList<SchemaElement>(columns.size() + 1);
    var root = new SchemaElement("schema");
    root.setNum_children(columns.size());
    schema.add(root);
    columns.forEach(column -> schema.add(column.element()));
    var footer = new FileMetaData(2, schema, rows, groups.stream().map(Group::group).toList());
    footer.setCreated_by(CREATED_BY);
    footer.setColumn_orders(
        columns.stream().map(column -> ColumnOrder.TYPE_ORDER(new TypeDefinedOrder())).toList());
    return footer;
  }
}
