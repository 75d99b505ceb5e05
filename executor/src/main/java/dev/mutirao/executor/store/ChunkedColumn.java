package dev.mutirao.executor.store;

import static dev.mutirao.connectors.batch.Column.BYTE;
import static dev.mutirao.connectors.batch.Column.DOUBLE;
import static dev.mutirao.connectors.batch.Column.FLOAT;
import static dev.mutirao.connectors.batch.Column.INT;
import static dev.mutirao.connectors.batch.Column.LONG;
import static dev.mutirao.connectors.batch.Column.SHORT;

import dev.mutirao.connectors.batch.Batch;
import dev.mutirao.connectors.batch.Column;
import dev.mutirao.connectors.type.Layout;
import dev.mutirao.connectors.type.Schema;
import dev.mutirao.connectors.type.Type;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One column of many chunks, read by {@link RowId}; flat and dictionary-encoded chunks may be
/// mixed. Owns nothing: valid as long as the columns are. The getters are for rows that are not
/// NULL, and the caller knows the layout.
public final class ChunkedColumn {
  private final Type type;
  private final Column[] chunks;
  private final @Nullable MemorySegment[] validity;
  private final @Nullable MemorySegment[] indices;
  private final MemorySegment[] values;
  private final MemorySegment[] offsets;
  private final boolean mayHaveNulls;

  public ChunkedColumn(Type type, Column... chunks) {
    this.type = type;
    this.chunks = chunks.clone();
    this.validity = new @Nullable MemorySegment[chunks.length];
    this.indices = new @Nullable MemorySegment[chunks.length];
    this.values = new MemorySegment[chunks.length];
    this.offsets = new MemorySegment[chunks.length];
    boolean nulls = false;
    for (int chunk = 0; chunk < chunks.length; chunk++) {
      var column = chunks[chunk];
      var flat = column.isDictionary() ? column.dictionary() : column;
      validity[chunk] = column.validity();
      indices[chunk] = column.isDictionary() ? column.values() : null;
      values[chunk] = flat.values();
      offsets[chunk] = flat.layout() == Layout.BYTES ? flat.offsets() : MemorySegment.NULL;
      nulls |= column.mayHaveNulls();
    }
    this.mayHaveNulls = nulls;
  }

  /// The columns of batches as chunks 0, 1 and so on.
  public static List<ChunkedColumn> of(Schema schema, Batch... batches) {
    var columns = new ArrayList<ChunkedColumn>(schema.size());
    for (int index = 0; index < schema.size(); index++) {
      var chunks = new Column[batches.length];
      for (int chunk = 0; chunk < chunks.length; chunk++) {
        chunks[chunk] = batches[chunk].column(index);
      }
      columns.add(new ChunkedColumn(schema.type(index), chunks));
    }
    return columns;
  }

  public Type type() {
    return type;
  }

  public int chunks() {
    return chunks.length;
  }

  public Column chunk(int chunk) {
    return chunks[chunk];
  }

  public boolean mayHaveNulls() {
    return mayHaveNulls;
  }

  public boolean isNull(int id) {
    var bits = validity[id >>> 16];
    return bits != null && !Bits.get(bits, id & 0xFFFF);
  }

  /// Whether every chunk is encoded with the very same dictionary, which has entries.
  boolean sharesDictionary() {
    if (chunks.length == 0 || !chunks[0].isDictionary() || chunks[0].dictionary().rows() == 0) {
      return false;
    }
    long address = chunks[0].dictionary().valuesBuffer().memoryAddress();
    int entries = chunks[0].dictionary().rows();
    for (var chunk : chunks) {
      if (!chunk.isDictionary()
          || chunk.dictionary().valuesBuffer().memoryAddress() != address
          || chunk.dictionary().rows() != entries) {
        return false;
      }
    }
    return true;
  }

  /// The dictionary index of a row of a dictionary-encoded chunk.
  int index(int id) {
    var encoded = indices[id >>> 16];
    if (encoded == null) {
      throw new IllegalStateException("the chunk is flat");
    }
    return encoded.get(INT, (id & 0xFFFF) * 4L);
  }

  private long place(int id) {
    var encoded = indices[id >>> 16];
    return encoded == null ? id & 0xFFFF : encoded.get(INT, (id & 0xFFFF) * 4L);
  }

  public boolean bit(int id) {
    return Bits.get(values[id >>> 16], place(id));
  }

  public byte int8(int id) {
    return values[id >>> 16].get(BYTE, place(id));
  }

  public short int16(int id) {
    return values[id >>> 16].get(SHORT, place(id) * 2);
  }

  public int int32(int id) {
    return values[id >>> 16].get(INT, place(id) * 4);
  }

  public long int64(int id) {
    return values[id >>> 16].get(LONG, place(id) * 8);
  }

  public float float32(int id) {
    return values[id >>> 16].get(FLOAT, place(id) * 4);
  }

  public double float64(int id) {
    return values[id >>> 16].get(DOUBLE, place(id) * 8);
  }

  /// The low 64 bits of an `INT128`.
  public long low(int id) {
    return values[id >>> 16].get(LONG, place(id) * 16);
  }

  /// The high 64 bits of an `INT128`.
  public long high(int id) {
    return values[id >>> 16].get(LONG, place(id) * 16 + 8);
  }

  /// The memory that {@link #start} and {@link #end} point into.
  public MemorySegment text(int id) {
    return values[id >>> 16];
  }

  /// Where the bytes of a `BYTES` value begin.
  public int start(int id) {
    return offsets[id >>> 16].get(INT, place(id) * 4);
  }

  /// Where the bytes of a `BYTES` value end.
  public int end(int id) {
    return offsets[id >>> 16].get(INT, place(id) * 4 + 4);
  }
}
