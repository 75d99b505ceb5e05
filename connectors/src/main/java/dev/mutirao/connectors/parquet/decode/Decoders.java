package dev.mutirao.connectors.parquet.decode;

import dev.mutirao.connectors.parquet.page.CorruptData;
import dev.mutirao.connectors.parquet.page.Page;
import java.lang.foreign.ValueLayout;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.parquet.format.Encoding;
import org.apache.parquet.format.Type;

/// Chooses the decoder of a page by its encoding, and owns the memory that decoders of one column
/// use one after the other.
final class Decoders implements AutoCloseable {
  private final StoredColumn column;
  private final Scratch stored;
  private final Scratch indices;
  private final Scratch deltas;
  private final DeltaBytes.Memory deltaBytes;
  private final BytesBuilder between;

  Decoders(StoredColumn column, BufferAllocator allocator) {
    this.column = column;
    this.stored = new Scratch(allocator);
    this.indices = new Scratch(allocator);
    this.deltas = new Scratch(allocator);
    this.deltaBytes = DeltaBytes.Memory.of(allocator);
    this.between = new BytesBuilder(allocator);
  }

  static boolean isDictionary(Encoding encoding) {
    return encoding == Encoding.RLE_DICTIONARY || encoding == Encoding.PLAIN_DICTIONARY;
  }

  /// The runs of indices of a dictionary-encoded page.
  static RunReader indexRuns(Page page) {
    if (page.valuesStart() == page.valuesEnd()) {
      return new RunReader(page.bytes(), page.valuesStart(), page.valuesEnd(), 0);
    }
    int width = page.bytes().get(ValueLayout.JAVA_BYTE, page.valuesStart()) & 0xFF;
    return new RunReader(page.bytes(), page.valuesStart() + 1, page.valuesEnd(), width);
  }

  /// A decoder of a page without dictionary to values of the column's layout, which has a fixed
  /// width.
  FixedDecoder fixed(Page page) {
    int width = column.layout().width();
    if (column.physical() == Type.BYTE_ARRAY) {
      return new BytesAsFixed(storedBytes(page), between, true, width);
    }
    var decoder = storedFixed(page);
    return column.conversion() == Conversion.NONE
        ? decoder
        : new ConvertingDecoder(decoder, column.storedWidth(), column.conversion(), width, stored);
  }

  /// A decoder of a page with dictionary to values of the column's layout.
  FixedDecoder dictionaryFixed(Page page, FixedDictionary dictionary) {
    return new DictionaryFixed(indexRuns(page), dictionary, indices);
  }

  /// A decoder of a page without dictionary to texts or byte strings.
  BytesDecoder bytes(Page page) {
    return column.physical() == Type.BYTE_ARRAY
        ? storedBytes(page)
        : new FixedAsBytes(storedFixed(page), column.length(), column.uuid(), stored);
  }

  private FixedDecoder storedFixed(Page page) {
    int width = column.storedWidth();
    return switch (page.encoding()) {
      case PLAIN -> new PlainFixed(page, width);
      case DELTA_BINARY_PACKED -> {
        requirePhysical(page, column.physical() == Type.INT32 || column.physical() == Type.INT64);
        var reader = new DeltaReader(page.bytes(), page.valuesStart(), page.valuesEnd(), deltas);
        yield new DeltaFixed(reader, width, indices);
      }
      case BYTE_STREAM_SPLIT -> {
        requirePhysical(page, column.physical() != Type.INT96);
        yield new SplitStreams(page, width);
      }
      case DELTA_BYTE_ARRAY -> {
        requirePhysical(page, column.physical() == Type.FIXED_LEN_BYTE_ARRAY);
        yield new BytesAsFixed(new DeltaBytes(page, deltaBytes), between, false, width);
      }
      case RLE, BIT_PACKED, DELTA_LENGTH_BYTE_ARRAY, PLAIN_DICTIONARY, RLE_DICTIONARY ->
          throw unexpected(page);
    };
  }

  private BytesDecoder storedBytes(Page page) {
    return switch (page.encoding()) {
      case PLAIN -> new PlainBytes(page);
      case DELTA_LENGTH_BYTE_ARRAY ->
          new DeltaLengthBytes(page, page.valuesStart(), deltas, indices);
      case DELTA_BYTE_ARRAY -> new DeltaBytes(page, deltaBytes);
      case RLE,
          BIT_PACKED,
          DELTA_BINARY_PACKED,
          BYTE_STREAM_SPLIT,
          PLAIN_DICTIONARY,
          RLE_DICTIONARY ->
          throw unexpected(page);
    };
  }

  private void requirePhysical(Page page, boolean fits) {
    if (!fits) {
      throw unexpected(page);
    }
  }

  private CorruptData unexpected(Page page) {
    return new CorruptData(
        "a page in encoding " + page.encoding() + ", which " + column.physical() + " cannot have");
  }

  @Override
  public void close() {
    stored.close();
    indices.close();
    deltas.close();
    deltaBytes.close();
    between.close();
  }
}
