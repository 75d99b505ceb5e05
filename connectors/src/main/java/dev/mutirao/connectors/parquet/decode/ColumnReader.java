package dev.mutirao.connectors.parquet.decode;

import dev.mutirao.connectors.batch.Column;
import dev.mutirao.connectors.batch.Memory;
import dev.mutirao.connectors.parquet.page.CorruptData;
import dev.mutirao.connectors.parquet.page.Page;
import dev.mutirao.connectors.parquet.page.PageReader;
import java.lang.foreign.MemorySegment;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.parquet.format.PageHeader;
import org.apache.parquet.format.PageType;
import org.jspecify.annotations.Nullable;

/// Reads the rows of one column chunk, in order, as columns of as many rows as are asked for,
/// across pages. One thread at a time.
public abstract sealed class ColumnReader implements AutoCloseable
    permits BitColumn, FixedColumn, BytesColumn {
  final StoredColumn column;
  final BufferAllocator allocator;
  private final PageReader pages;
  private final Scratch validity;
  private long rowsLeft;
  private int pageRows;
  private @Nullable LevelReader levels;
  private boolean dictionarySeen;
  private boolean started;

  ColumnReader(StoredColumn column, PageReader pages, long rows, BufferAllocator allocator) {
    this.column = column;
    this.pages = pages;
    this.rowsLeft = rows;
    this.allocator = allocator;
    this.validity = new Scratch(allocator);
  }

  /// Makes a reader of a chunk of `rows` rows; takes the page reader over.
  public static ColumnReader of(
      StoredColumn column, PageReader pages, long rows, BufferAllocator allocator) {
    return switch (column.layout()) {
      case BIT -> new BitColumn(column, pages, rows, allocator);
      case BYTES -> new BytesColumn(column, pages, rows, allocator);
      case INT8, INT16, INT32, INT64, FLOAT32, FLOAT64, INT128 ->
          new FixedColumn(column, pages, rows, allocator);
    };
  }

  /// The next `rows` rows; the caller owns the column.
  ///
  /// @throws CorruptData when the chunk's bytes break the format, or hold fewer rows
  public final Column read(int rows) {
    return read(RowSpans.next(rows));
  }

  /// The rows of some spans, one span behind the other; the reader is behind the last one then. The
  /// caller owns the column.
  ///
  /// @throws CorruptData when the chunk's bytes break the format, or hold fewer rows
  public final Column read(RowSpans spans) {
    try {
      int rows = spans.rows();
      begin(rows);
      var bitmap =
          column.optional() ? validity.ensure(Memory.bitmapBytes(rows)) : MemorySegment.NULL;
      int done = 0;
      int values = 0;
      int passed = 0;
      for (int span = 0; span < spans.size(); span++) {
        passOver(spans.start(span) - passed);
        passed = spans.end(span);
        int end = done + passed - spans.start(span);
        while (done < end) {
          if (pageRows == 0) {
            openPage(nextDataPage());
          }
          int taken = Math.min(pageRows, end - done);
          int valid = levels == null ? taken : levels.read(taken, bitmap, done);
          decode(valid);
          pass(taken);
          done += taken;
          values += valid;
        }
      }
      return values == rows ? finish(rows, values, null) : withNulls(rows, values, bitmap);
    } catch (IndexOutOfBoundsException e) {
      abandon();
      throw new CorruptData("values reach beyond their page", e);
    } catch (RuntimeException e) {
      abandon();
      throw e;
    }
  }

  /// Passes over the next `rows` rows, over whole pages without decompressing them.
  public final void skip(long rows) {
    try {
      passOver(rows);
    } catch (IndexOutOfBoundsException e) {
      throw new CorruptData("values reach beyond their page", e);
    }
  }

  private void passOver(long rows) {
    long left = rows;
    while (left > 0) {
      if (pageRows == 0) {
        var header = nextDataPage();
        int count = rows(header);
        if (count <= left) {
          checkRows(count);
          pages.skip();
          rowsLeft -= count;
          left -= count;
          continue;
        }
        openPage(header);
      }
      int taken = (int) Math.min(pageRows, left);
      skipValues(levels == null ? taken : levels.skip(taken));
      pass(taken);
      left -= taken;
    }
  }

  private Column withNulls(int rows, int values, MemorySegment bitmap) {
    long size = Memory.bitmapBytes(rows);
    var buffer = allocator.buffer(size);
    try {
      MemorySegment.copy(bitmap, 0, Memory.segment(buffer), 0, size);
      return finish(rows, values, buffer);
    } catch (RuntimeException e) {
      buffer.close();
      throw e;
    }
  }

  private void pass(int rows) {
    pageRows -= rows;
    rowsLeft -= rows;
  }

  /// The header of the next data page, the dictionary read on the way.
  private PageHeader nextDataPage() {
    started = true;
    while (true) {
      var header = pages.nextHeader();
      if (header == null) {
        throw new CorruptData("the column chunk ends " + rowsLeft + " rows too early");
      }
      if (header.getType() != PageType.DICTIONARY_PAGE) {
        return header;
      }
      if (dictionarySeen) {
        throw new CorruptData("a second dictionary page");
      }
      dictionarySeen = true;
      openDictionary(pages.readDictionary());
    }
  }

  private static int rows(PageHeader header) {
    if (header.getData_page_header() != null) {
      return header.getData_page_header().getNum_values();
    }
    if (header.getData_page_header_v2() != null) {
      return header.getData_page_header_v2().getNum_values();
    }
    throw new CorruptData("a data page without its header");
  }

  private void checkRows(long count) {
    if (count < 0 || count > rowsLeft) {
      throw new CorruptData(
          "a page of " + count + " rows where " + rowsLeft + " are left in the row group");
    }
  }

  private void openPage(PageHeader header) {
    checkRows(rows(header));
    var page = pages.readData();
    pageRows = page.rows();
    levels = page.levels() == null ? null : new LevelReader(page.levels());
    open(page);
  }

  /// Goes on with another page from its first row; `rows` are left in the chunk from there on. The
  /// dictionary, which comes first in a chunk, is read before.
  public final void seek(long headerPosition, long rows) {
    if (!started) {
      nextDataPage();
    }
    pages.seek(headerPosition);
    rowsLeft = rows;
    pageRows = 0;
  }

  /// Gets ready for a batch of `rows` rows.
  abstract void begin(int rows);

  /// Takes the chunk's dictionary.
  abstract void openDictionary(Page page);

  /// Goes on with a data page.
  abstract void open(Page page);

  /// Decodes the next `count` values behind those of the batch so far.
  abstract void decode(int count);

  abstract void skipValues(int count);

  /// Makes the column of the batch: `values` values for `rows` rows, fewer when there is a validity
  /// bitmap, which it takes over when it returns.
  abstract Column finish(int rows, int values, @Nullable ArrowBuf bitmap);

  /// Releases what the batch has so far.
  abstract void abandon();

  @Override
  public void close() {
    abandon();
    validity.close();
    pages.close();
  }
}
