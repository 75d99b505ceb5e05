package dev.mutirao.connectors.batch;

import dev.mutirao.connectors.type.Layout;
import dev.mutirao.connectors.type.Type;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.Objects;
import org.apache.arrow.memory.ArrowBuf;
import org.jspecify.annotations.Nullable;

/// `rows` values of one type in Arrow memory, read in place through {@link MemorySegment}s.
///
/// A column is either *flat* (its values follow each other as {@link Layout} says) or *dictionary
/// encoded* (its values are 32-bit indices into a flat column without nulls; validity is the outer
/// column's). Validity is one bit a row, set when the value is there; no validity buffer means no
/// NULL. What a slot under a cleared bit holds is undefined, except that offsets of `BYTES` never
/// go back and dictionary indices are always in range.
///
/// Segments are unaligned and unchecked against release: a column must not be read after {@link
/// #close()}. A column owns one reference to each of its buffers; it is not thread-safe to close,
/// and safe to read from many threads once it has been published safely.
public final class Column implements AutoCloseable {
  public static final ValueLayout.OfByte BYTE = ValueLayout.JAVA_BYTE;
  public static final ValueLayout.OfShort SHORT =
      ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  public static final ValueLayout.OfInt INT =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  public static final ValueLayout.OfLong LONG =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  public static final ValueLayout.OfFloat FLOAT =
      ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  public static final ValueLayout.OfDouble DOUBLE =
      ValueLayout.JAVA_DOUBLE_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  private final Type type;
  private final int rows;
  private final @Nullable ArrowBuf validityBuffer;
  private final ArrowBuf valuesBuffer;
  private final @Nullable ArrowBuf offsetsBuffer;
  private final @Nullable Column dictionary;
  private final @Nullable MemorySegment validity;
  private final MemorySegment values;
  private final @Nullable MemorySegment offsets;
  private boolean closed;

  private Column(
      Type type,
      int rows,
      @Nullable ArrowBuf validity,
      ArrowBuf values,
      @Nullable ArrowBuf offsets,
      @Nullable Column dictionary) {
    this.type = Objects.requireNonNull(type, "type");
    this.rows = rows;
    this.validityBuffer = validity;
    this.valuesBuffer = Objects.requireNonNull(values, "values");
    this.offsetsBuffer = offsets;
    this.dictionary = dictionary;
    this.validity = validity == null ? null : Memory.segment(validity);
    this.values = Memory.segment(values);
    this.offsets = offsets == null ? null : Memory.segment(offsets);
  }

  /// A flat column of any layout but `BYTES`. Takes over one reference to each buffer.
  public static Column fixed(Type type, int rows, @Nullable ArrowBuf validity, ArrowBuf values) {
    if (type.layout() == Layout.BYTES) {
      throw new IllegalArgumentException(type.sql() + " needs offsets");
    }
    return new Column(type, rows, validity, values, null, null);
  }

  /// A flat column of `BYTES`: `rows + 1` offsets, the first of which need not be 0. Takes over one
  /// reference to each buffer.
  public static Column bytes(
      Type type, int rows, @Nullable ArrowBuf validity, ArrowBuf offsets, ArrowBuf values) {
    if (type.layout() != Layout.BYTES) {
      throw new IllegalArgumentException(type.sql() + " has no offsets");
    }
    return new Column(
        type, rows, validity, values, Objects.requireNonNull(offsets, "offsets"), null);
  }

  /// A dictionary-encoded column: `indices` holds `rows` 32-bit integers. Takes over the buffers'
  /// references and the dictionary column.
  public static Column dictionary(
      int rows, @Nullable ArrowBuf validity, ArrowBuf indices, Column dictionary) {
    if (dictionary.dictionary != null || dictionary.validityBuffer != null) {
      throw new IllegalArgumentException("a dictionary is flat and has no NULL");
    }
    return new Column(dictionary.type, rows, validity, indices, null, dictionary);
  }

  public Type type() {
    return type;
  }

  public Layout layout() {
    return type.layout();
  }

  public int rows() {
    return rows;
  }

  /// The values of a flat column, or the indices of a dictionary-encoded one.
  public MemorySegment values() {
    return values;
  }

  /// Offsets of a flat column of `BYTES`; throws for others.
  public MemorySegment offsets() {
    return Objects.requireNonNull(offsets, "column has no offsets");
  }

  /// The validity bits, or null when no value is NULL.
  public @Nullable MemorySegment validity() {
    return validity;
  }

  public boolean mayHaveNulls() {
    return validity != null;
  }

  public boolean isNull(int row) {
    return validity != null && (validity.get(BYTE, row >>> 3) >>> (row & 7) & 1) == 0;
  }

  public boolean isDictionary() {
    return dictionary != null;
  }

  /// The dictionary, still owned by this column; throws for a flat column.
  public Column dictionary() {
    return Objects.requireNonNull(dictionary, "column is not dictionary encoded");
  }

  /// The same values under another handle that must be closed on its own. Copies nothing.
  public Column share() {
    retain(validityBuffer);
    retain(valuesBuffer);
    retain(offsetsBuffer);
    return new Column(
        type,
        rows,
        validityBuffer,
        valuesBuffer,
        offsetsBuffer,
        dictionary == null ? null : dictionary.share());
  }

  /// This column with another validity, of which a reference is taken. Takes this column over.
  Column withValidity(ArrowBuf other) {
    closed = true;
    release(validityBuffer);
    retain(other);
    return new Column(type, rows, other, valuesBuffer, offsetsBuffer, dictionary);
  }

  /// Whether both columns are views of the very same buffers.
  public boolean isSameMemoryAs(Column other) {
    return rows == other.rows
        && type.equals(other.type)
        && values.address() == other.values.address()
        && address(validity) == address(other.validity)
        && address(offsets) == address(other.offsets);
  }

  /// This column under another type of the same layout (a cast that changes no bits). Takes this
  /// column over.
  public Column as(Type other) {
    if (other.layout() != type.layout()) {
      throw new IllegalArgumentException(type.sql() + " and " + other.sql() + " differ in layout");
    }
    closed = true;
    return new Column(
        other,
        rows,
        validityBuffer,
        valuesBuffer,
        offsetsBuffer,
        dictionary == null ? null : dictionary.as(other));
  }

  /// The buffers for code that hands them to Arrow: validity, offsets and values, each null where
  /// there is none; still owned by this column.
  public @Nullable ArrowBuf validityBuffer() {
    return validityBuffer;
  }

  public ArrowBuf valuesBuffer() {
    return valuesBuffer;
  }

  public @Nullable ArrowBuf offsetsBuffer() {
    return offsetsBuffer;
  }

  /// Bytes of memory behind this column, its dictionary counted too.
  public long sizeInBytes() {
    return size(validityBuffer)
        + size(valuesBuffer)
        + size(offsetsBuffer)
        + (dictionary == null ? 0 : dictionary.sizeInBytes());
  }

  /// Bytes of the texts of all rows, each entry of a dictionary as often as rows point at it: what
  /// a flat column of them takes. 0 for values of fixed width.
  public long textBytes() {
    if (layout() != Layout.BYTES || rows == 0) {
      return 0;
    }
    if (dictionary == null) {
      return (long) offsets().getAtIndex(INT, rows) - offsets().getAtIndex(INT, 0);
    }
    if (dictionary.rows == 0) {
      return 0; // NULLs only
    }
    var ends = dictionary.offsets();
    long bytes = 0;
    for (int row = 0; row < rows; row++) {
      if (!isNull(row)) {
        long entry = values.getAtIndex(INT, row);
        bytes += ends.getAtIndex(INT, entry + 1) - ends.getAtIndex(INT, entry);
      }
    }
    return bytes;
  }

  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    release(validityBuffer);
    release(valuesBuffer);
    release(offsetsBuffer);
    if (dictionary != null) {
      dictionary.close();
    }
  }

  private static long address(@Nullable MemorySegment segment) {
    return segment == null ? 0 : segment.address();
  }

  private static void retain(@Nullable ArrowBuf buffer) {
    if (buffer != null) {
      buffer.getReferenceManager().retain();
    }
  }

  private static void release(@Nullable ArrowBuf buffer) {
    if (buffer != null) {
      buffer.getReferenceManager().release();
    }
  }

  private static long size(@Nullable ArrowBuf buffer) {
    return buffer == null ? 0 : buffer.capacity();
  }
}
