package dev.mutirao.connectors.parquet.write;

import dev.mutirao.connectors.batch.Column;
import dev.mutirao.connectors.type.Type;
import dev.mutirao.connectors.write.GrowingBytes;
import java.util.Arrays;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.parquet.format.Encoding;
import org.jspecify.annotations.Nullable;

/// Encodes chunks of texts and bytes. Columns that come with a dictionary keep their texts unlooked
/// at: only their entries are compared. Used by one thread at a time.
final class BytesChunkEncoder implements ChunkEncoder {
  private static final int PAGE_BYTES = 1 << 20;

  private final boolean text;
  private final BytesDictionary dictionary;
  private final BytesBounds pageBounds = new BytesBounds();
  private final BytesBounds chunkBounds = new BytesBounds();
  private int[] numbers = new int[0];

  BytesChunkEncoder(WrittenColumn column, BufferAllocator allocator) {
    this.text = column.type() == Type.Simple.VARCHAR;
    this.dictionary = new BytesDictionary(allocator);
  }

  @Override
  public EncodedChunk encode(ChunkRows rows, ChunkPages pages, GrowingBytes page) {
    return usesDictionary(rows) ? encoded(rows, pages, page) : plain(rows, pages, page);
  }

  private EncodedChunk encoded(ChunkRows rows, ChunkPages pages, GrowingBytes page) {
    pages.dictionary(dictionary.plain(), dictionary.size());
    var entries = dictionary.plain();
    var seenIn = new int[dictionary.size()]; // the last page that has an entry, plus one
    chunkBounds.clear();
    for (int number = 0; number < dictionary.size(); number++) {
      chunkBounds.add(entries, dictionary.start(number), dictionary.length(number));
    }
    int width = RunWriter.width(dictionary.size());
    int done = 0;
    int pageNumber = 0;
    for (int from = 0; from < rows.rows(); from += PAGE_ROWS) {
      int to = Math.min(rows.rows(), from + PAGE_ROWS);
      int end = done + rows.values(from, to);
      pageNumber++;
      pageBounds.clear();
      for (int i = done; i < end; i++) {
        int number = numbers[i];
        if (seenIn[number] != pageNumber) {
          seenIn[number] = pageNumber;
          pageBounds.add(entries, dictionary.start(number), dictionary.length(number));
        }
      }
      page.clear();
      ChunkPages.levels(rows, from, to, page);
      page.write(width);
      RunWriter.write(numbers, done, end, width, page);
      pages.data(
          Encoding.RLE_DICTIONARY,
          to - from,
          to - from - (end - done),
          page.segment().asSlice(0, page.size()),
          pageBounds.get(text));
      done = end;
    }
    return pages.finish(chunkBounds.get(text));
  }

  /// Numbers the values, or says that a dictionary does not pay.
  private boolean usesDictionary(ChunkRows rows) {
    int count = rows.rows() - rows.nulls();
    if (count == 0) {
      return false;
    }
    if (numbers.length < count) {
      numbers = new int[count];
    }
    dictionary.clear();
    int most = count / 4 + 16;
    int at = 0;
    Column known = null;
    int[] renumbered = new int[0];
    for (var piece : rows.pieces()) {
      var column = piece.column();
      if (column.isDictionary()) {
        if (known == null || !column.dictionary().isSameMemoryAs(known)) {
          known = column.dictionary();
          renumbered = new int[known.rows()];
          Arrays.fill(renumbered, -1);
        }
        at = renumber(piece, known, renumbered, at);
      } else {
        at = number(piece, at, most);
      }
      if (at < 0
          || dictionary.size() > most
          || dictionary.plainBytes() > BytesDictionary.MOST_BYTES) {
        return false;
      }
    }
    return true;
  }

  private int renumber(ChunkRows.Piece piece, Column entries, int[] renumbered, int start) {
    var column = piece.column();
    var indices = column.values();
    var validity = column.validity();
    int at = start;
    for (int row = piece.from(); row < piece.to(); row++) {
      if (validity != null && (validity.get(Column.BYTE, row >>> 3) >>> (row & 7) & 1) == 0) {
        continue;
      }
      int index = indices.getAtIndex(Column.INT, row);
      int number = renumbered[index];
      if (number < 0) {
        int from = entries.offsets().getAtIndex(Column.INT, index);
        int length = entries.offsets().getAtIndex(Column.INT, index + 1L) - from;
        number = dictionary.number(entries.values(), from, length);
        renumbered[index] = number;
      }
      numbers[at++] = number;
    }
    return at;
  }

  /// The next place, or -1 when a dictionary does not pay.
  private int number(ChunkRows.Piece piece, int start, int most) {
    var column = piece.column();
    var offsets = column.offsets();
    var validity = column.validity();
    int at = start;
    for (int row = piece.from(); row < piece.to(); row++) {
      if (validity != null && (validity.get(Column.BYTE, row >>> 3) >>> (row & 7) & 1) == 0) {
        continue;
      }
      int from = offsets.getAtIndex(Column.INT, row);
      int length = offsets.getAtIndex(Column.INT, row + 1L) - from;
      numbers[at++] = dictionary.number(column.values(), from, length);
      if (dictionary.size() > most
          || at == SAMPLE && dictionary.size() > SAMPLE / 2
          || dictionary.plainBytes() > BytesDictionary.MOST_BYTES) {
        return -1;
      }
    }
    return at;
  }

  /// Writes the texts a page at a time.
  private EncodedChunk plain(ChunkRows rows, ChunkPages pages, GrowingBytes page) {
    chunkBounds.clear();
    var values = new Values(rows);
    for (int from = 0; from < rows.rows(); ) {
      int to = values.endOfPage(from);
      int present = rows.values(from, to);
      page.clear();
      ChunkPages.levels(rows, from, to, page);
      pageBounds.clear();
      values.copy(from, to, page);
      pages.data(
          Encoding.PLAIN,
          to - from,
          to - from - present,
          page.segment().asSlice(0, page.size()),
          pageBounds.get(text));
      from = to;
    }
    return pages.finish(chunkBounds.get(text));
  }

  /// Walks over the texts of a chunk, forwards only.
  private final class Values {
    private final ChunkRows rows;
    private int piece;
    private int pieceStart; // the chunk's row at which the piece begins

    Values(ChunkRows rows) {
      this.rows = rows;
    }

    /// Where a page that begins at row `from` is large enough. Looks ahead only.
    int endOfPage(int from) {
      int most = Math.min(rows.rows(), from + PAGE_ROWS);
      long bytes = 0;
      int p = piece;
      int start = pieceStart;
      for (int row = from; row < most; row++) {
        while (row - start >= rows.pieces().get(p).rows()) {
          start += rows.pieces().get(p++).rows();
        }
        bytes += 4L + length(rows.pieces().get(p), row - start);
        if (bytes >= PAGE_BYTES) {
          return row + 1;
        }
      }
      return most;
    }

    private @Nullable Column entries(Column column) {
      return column.isDictionary() ? column.dictionary() : column;
    }

    private int length(ChunkRows.Piece in, int offset) {
      var column = in.column();
      int row = in.from() + offset;
      if (column.isNull(row)) {
        return 0;
      }
      long index = column.isDictionary() ? column.values().getAtIndex(Column.INT, row) : row;
      var offsets = entries(column).offsets();
      return offsets.getAtIndex(Column.INT, index + 1) - offsets.getAtIndex(Column.INT, index);
    }

    /// Appends the texts of the rows to the page, and to the bounds.
    void copy(int from, int to, GrowingBytes page) {
      int row = from;
      while (row < to) {
        var current = rows.pieces().get(piece);
        int end = Math.min(to, pieceStart + current.rows());
        copy(current, row - pieceStart, end - pieceStart, page);
        row = end;
        if (row == pieceStart + current.rows()) {
          pieceStart = row;
          piece++;
        }
      }
    }

    private void copy(ChunkRows.Piece in, int from, int to, GrowingBytes page) {
      var column = in.column();
      var source = entries(column);
      var texts = source.values();
      var offsets = source.offsets();
      for (int row = in.from() + from; row < in.from() + to; row++) {
        if (column.isNull(row)) {
          continue;
        }
        long index = column.isDictionary() ? column.values().getAtIndex(Column.INT, row) : row;
        int start = offsets.getAtIndex(Column.INT, index);
        int length = offsets.getAtIndex(Column.INT, index + 1) - start;
        page.putInt(length);
        page.put(texts, start, length);
        pageBounds.add(texts, start, length);
        chunkBounds.add(texts, start, length);
      }
    }
  }

  @Override
  public void close() {
    dictionary.close();
  }
}
