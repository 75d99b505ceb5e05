package dev.mutirao.connectors.parquet;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.apache.parquet.format.ColumnChunk;
import org.apache.parquet.format.ColumnMetaData;
import org.apache.parquet.format.CompressionCodec;
import org.apache.parquet.format.DataPageHeader;
import org.apache.parquet.format.DataPageHeaderV2;
import org.apache.parquet.format.DictionaryPageHeader;
import org.apache.parquet.format.Encoding;
import org.apache.parquet.format.FieldRepetitionType;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.PageHeader;
import org.apache.parquet.format.PageType;
import org.apache.parquet.format.RowGroup;
import org.apache.parquet.format.SchemaElement;
import org.apache.parquet.format.Type;
import org.apache.parquet.format.Util;

/// A Parquet file of one column `x` and one row group whose pages are put together byte by byte,
/// right or wrong.
final class HandMadeFile {
  private static final byte[] MAGIC = "PAR1".getBytes(StandardCharsets.US_ASCII);

  private final ByteArrayOutputStream pages = new ByteArrayOutputStream();
  private final SchemaElement column;
  private final long rows;
  private CompressionCodec codec = CompressionCodec.UNCOMPRESSED;

  HandMadeFile(Type type, boolean optional, long rows) {
    this.column = new SchemaElement("x");
    column.setType(type);
    column.setRepetition_type(
        optional ? FieldRepetitionType.OPTIONAL : FieldRepetitionType.REQUIRED);
    this.rows = rows;
  }

  HandMadeFile codec(CompressionCodec used) {
    codec = used;
    return this;
  }

  HandMadeFile column(Consumer<SchemaElement> change) {
    change.accept(column);
    return this;
  }

  /// A page of plain values, or of whatever encoding, with its sizes told truthfully.
  HandMadeFile dataPage(int values, Encoding encoding, int... body) {
    return dataPage(values, encoding, Encoding.RLE, body);
  }

  HandMadeFile dataPage(int values, Encoding encoding, Encoding levels, int... body) {
    return page(
        header -> {
          header.setType(PageType.DATA_PAGE);
          header.setData_page_header(new DataPageHeader(values, encoding, levels, Encoding.RLE));
        },
        body);
  }

  HandMadeFile dataPageV2(
      int values, int rowsSaid, int levelBytes, Encoding encoding, int... body) {
    return page(
        header -> {
          header.setType(PageType.DATA_PAGE_V2);
          header.setData_page_header_v2(
              new DataPageHeaderV2(values, 0, rowsSaid, encoding, levelBytes, 0));
        },
        body);
  }

  HandMadeFile dictionaryPage(int values, int... body) {
    return page(
        header -> {
          header.setType(PageType.DICTIONARY_PAGE);
          header.setDictionary_page_header(new DictionaryPageHeader(values, Encoding.PLAIN));
        },
        body);
  }

  /// A page whose header can be made to lie.
  HandMadeFile page(Consumer<PageHeader> change, int... body) {
    try {
      var header = new PageHeader(PageType.DATA_PAGE, body.length, body.length);
      change.accept(header);
      Util.writePageHeader(header, pages);
      for (int part : body) {
        pages.write(part);
      }
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  HandMadeFile raw(int... bytes) {
    for (int part : bytes) {
      pages.write(part);
    }
    return this;
  }

  Path write(Path file) {
    var root = new SchemaElement("schema");
    root.setNum_children(1);
    var data =
        new ColumnMetaData(
            column.getType(),
            List.of(Encoding.PLAIN),
            List.of("x"),
            codec,
            rows,
            pages.size(),
            pages.size(),
            4);
    var chunk = new ColumnChunk(4);
    chunk.setMeta_data(data);
    var group = new RowGroup(List.of(chunk), pages.size(), rows);
    var body = new ByteArrayOutputStream();
    body.writeBytes(MAGIC);
    body.writeBytes(pages.toByteArray());
    return write(
        file, body.toByteArray(), new FileMetaData(1, List.of(root, column), rows, List.of(group)));
  }

  /// Writes a file again with another footer.
  static Path editFooter(Path from, Path to, Consumer<FileMetaData> change) {
    try {
      var bytes = Files.readAllBytes(from);
      int length = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getInt(bytes.length - 8);
      int start = bytes.length - 8 - length;
      var footer = Util.readFileMetaData(new ByteArrayInputStream(bytes, start, length));
      change.accept(footer);
      return write(to, java.util.Arrays.copyOf(bytes, start), footer);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path write(Path file, byte[] body, FileMetaData footer) {
    try {
      var encoded = new ByteArrayOutputStream();
      Util.writeFileMetaData(footer, encoded);
      var all =
          ByteBuffer.allocate(body.length + encoded.size() + 8).order(ByteOrder.LITTLE_ENDIAN);
      all.put(body).put(encoded.toByteArray()).putInt(encoded.size()).put(MAGIC);
      return Files.write(file, all.array());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
