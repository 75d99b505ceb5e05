package dev.mutirao.connectors.parquet;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.mutirao.connectors.error.FileErrors;
import dev.mutirao.connectors.error.MutiraoException;
import dev.mutirao.connectors.error.QueryErrors;
import dev.mutirao.connectors.file.PinnedFile;
import dev.mutirao.connectors.parquet.page.CorruptData;
import dev.mutirao.connectors.parquet.page.SegmentInput;
import dev.mutirao.connectors.parquet.page.ThriftSize;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.List;
import org.apache.parquet.format.ColumnChunk;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.RowGroup;
import org.apache.parquet.format.Util;

/// What the end of a Parquet file says of the rest. Immutable by agreement: nobody changes the
/// structures.
///
/// @param rowGroups without those that have no rows: where their chunks should be, some writers
///   (pyarrow 26 for a table without rows) say nothing that is true
/// @param size bytes of the encoded footer
record Footer(FileSchema schema, List<RowGroup> rowGroups, boolean ordersDefined, long size) {
  private static final ValueLayout.OfInt INT =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final int MAGIC = magic("PAR1");
  private static final int ENCRYPTED_MAGIC = magic("PARE");
  private static final int TAIL = 8;

  /// Most footers are smaller, so that one read fetches them.
  private static final int FIRST_READ = 64 << 10;

  Footer {
    rowGroups = List.copyOf(rowGroups);
  }

  long rows() {
    return rowGroups.stream().mapToLong(RowGroup::getNum_rows).sum();
  }

  /// Number of the first row of a row group in the file.
  long firstRow(int rowGroup) {
    return rowGroups.subList(0, rowGroup).stream().mapToLong(RowGroup::getNum_rows).sum();
  }

  /// Reads the footer of an open file.
  ///
  /// @throws MutiraoException when it is no Parquet file, or a corrupt one
  static Footer read(PinnedFile file) {
    try (var arena = Arena.ofConfined()) {
      long first = Math.min(FIRST_READ, file.size());
      if (first < TAIL + 4) {
        throw notParquet(file, first == 0 ? "it is empty" : "it has " + first + " bytes");
      }
      var tail = arena.allocate(first);
      file.read(file.size() - first, tail);
      int magic = tail.get(INT, first - 4);
      if (magic == ENCRYPTED_MAGIC) {
        throw QueryErrors.notSupported("encrypted Parquet (" + file.path() + ")");
      }
      if (magic != MAGIC) {
        throw withoutEnd(file, arena);
      }
      long length = Integer.toUnsignedLong(tail.get(INT, first - TAIL));
      if (length > file.size() - TAIL - 4) {
        throw corrupt(file, "its footer claims " + length + " bytes of a file of " + file.size());
      }
      if (length > first - TAIL) {
        tail = arena.allocate(length + TAIL);
        file.read(file.size() - TAIL - length, tail);
      }
      return parse(file, tail.asSlice(tail.byteSize() - TAIL - length, length));
    }
  }

  /// A file that does not end as Parquet does was never one, or is only its beginning.
  private static MutiraoException withoutEnd(PinnedFile file, Arena arena) {
    var start = arena.allocate(4);
    file.read(0, start);
    return start.get(INT, 0) == MAGIC
        ? FileErrors.malformed(
            file.path(), "truncated Parquet file: its end is missing; write or copy it again", null)
        : notParquet(file, "it does not end in PAR1");
  }

  private static Footer parse(PinnedFile file, MemorySegment bytes) {
    try {
      if (ThriftSize.of(bytes, 0, bytes.byteSize()) == ThriftSize.INCOMPLETE) {
        throw new CorruptData("it does not end where it should");
      }
      var metadata = Util.readFileMetaData(new SegmentInput(bytes));
      check(metadata, file.size());
      return new Footer(
          FileSchema.of(metadata.getSchema()),
          metadata.getRow_groups().stream().filter(group -> group.getNum_rows() > 0).toList(),
          metadata.isSetColumn_orders(),
          bytes.byteSize());
    } catch (CorruptData | IOException e) {
      throw corrupt(file, "its footer cannot be read: " + oneLine(e));
    } catch (RuntimeException e) {
      // Thrift's classes fail in many ways on bytes that are no structure of theirs.
      if (e instanceof MutiraoException) {
        throw e;
      }
      throw corrupt(file, "its footer cannot be read: " + oneLine(e));
    }
  }

  /// Checks what readers rely on: each row group has a chunk per leaf, and chunks with rows lie
  /// within the file.
  private static void check(FileMetaData metadata, long fileSize) {
    long leaves =
        metadata.getSchema().stream().filter(element -> element.getNum_children() <= 0).count();
    for (var group : metadata.getRow_groups()) {
      if (group.getNum_rows() < 0 || group.getColumnsSize() != leaves) {
        throw new CorruptData(
            "a row group of "
                + group.getNum_rows()
                + " rows and "
                + group.getColumnsSize()
                + " column chunks where "
                + leaves
                + " are due");
      }
      if (group.getNum_rows() > 0) {
        group.getColumns().forEach(chunk -> check(chunk, fileSize));
      }
    }
  }

  private static void check(ColumnChunk chunk, long fileSize) {
    if (!chunk.isSetMeta_data()) {
      throw new CorruptData("a column chunk without metadata");
    }
    var data = chunk.getMeta_data();
    long start = start(chunk);
    long length = data.getTotal_compressed_size();
    if (start < 4 || length < 0 || length > fileSize - start) {
      throw new CorruptData(
          "a column chunk at byte " + start + " of " + length + " bytes in a file of " + fileSize);
    }
  }

  /// Where the first page of a chunk begins: the dictionary where there is one.
  static long start(ColumnChunk chunk) {
    var data = chunk.getMeta_data();
    long dictionary = data.isSetDictionary_page_offset() ? data.getDictionary_page_offset() : 0;
    return dictionary > 0
        ? Math.min(dictionary, data.getData_page_offset())
        : data.getData_page_offset();
  }

  private static MutiraoException notParquet(PinnedFile file, String why) {
    return FileErrors.malformed(
        file.path(), "not a Parquet file: " + why + "; read_csv reads text", null);
  }

  private static MutiraoException corrupt(PinnedFile file, String what) {
    return FileErrors.malformed(
        file.path(), "corrupt or truncated Parquet file, write or copy it again: " + what, null);
  }

  private static String oneLine(Exception e) {
    var message = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    int end = message.indexOf('\n');
    return end < 0 ? message : message.substring(0, end);
  }

  private static int magic(String text) {
    return MemorySegment.ofArray(text.getBytes(ISO_8859_1)).get(INT, 0);
  }
}
