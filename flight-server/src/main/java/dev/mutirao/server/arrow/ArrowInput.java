package dev.mutirao.server.arrow;

import dev.mutirao.connectors.batch.Batch;
import dev.mutirao.connectors.batch.Column;
import dev.mutirao.connectors.batch.Memory;
import dev.mutirao.connectors.type.Layout;
import dev.mutirao.connectors.type.Schema;
import dev.mutirao.connectors.type.Type;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.NullVector;
import org.apache.arrow.vector.VectorSchemaRoot;

/// Takes batches out of an Arrow root: the buffers are shared, and the root may be loaded anew.
/// Copied are only bitmaps, which the engine wants in whole words, and clients' short decimals.
public final class ArrowInput {
  private final ArrowForm form;
  private final Schema schema;
  private final BufferAllocator allocator;

  /// @param schema the columns that the root's vectors stand for
  /// @param allocator under the root's root allocator; the batches are accounted to it
  public ArrowInput(ArrowForm form, Schema schema, BufferAllocator allocator) {
    this.form = form;
    this.schema = schema;
    this.allocator = allocator;
  }

  /// The rows that the root shows, owned by the caller.
  public Batch take(VectorSchemaRoot root) {
    var columns = new ArrayList<Column>(schema.size());
    try {
      for (int i = 0; i < schema.size(); i++) {
        columns.add(column(schema.type(i), root.getVector(i), root.getRowCount()));
      }
      return new Batch(root.getRowCount(), columns);
    } catch (RuntimeException | Error failure) {
      columns.forEach(Column::close);
      throw failure;
    }
  }

  private Column column(Type type, FieldVector vector, int rows) {
    if (vector instanceof NullVector) {
      return allNull(type, rows);
    }
    var held = new ArrayList<ArrowBuf>(3);
    try {
      var validity =
          vector.getNullCount() == 0 ? null : held(bitmap(vector.getValidityBuffer(), rows), held);
      if (type.layout() == Layout.BYTES) {
        var offsets = held(rows == 0 ? zeroOffset() : shared(vector.getOffsetBuffer()), held);
        return Column.bytes(
            type, rows, validity, offsets, held(shared(vector.getDataBuffer()), held));
      }
      return Column.fixed(type, rows, validity, held(values(type, vector, rows), held));
    } catch (RuntimeException | Error failure) {
      held.forEach(ArrowBuf::close);
      throw failure;
    }
  }

  private ArrowBuf values(Type type, FieldVector vector, int rows) {
    if (type.layout() == Layout.BIT) {
      return bitmap(vector.getDataBuffer(), rows);
    }
    if (form == ArrowForm.CLIENT && type instanceof Type.Decimal decimal && decimal.isShort()) {
      return ShortDecimals.narrow(vector.getDataBuffer(), rows, allocator);
    }
    return shared(vector.getDataBuffer());
  }

  /// The same memory, from now on accounted to this allocator, which must not be closed before the
  /// batch is.
  private ArrowBuf shared(ArrowBuf buffer) {
    return buffer.getReferenceManager().transferOwnership(buffer, allocator).getTransferredBuffer();
  }

  private ArrowBuf bitmap(ArrowBuf buffer, int rows) {
    var copy = allocator.buffer(Memory.bitmapBytes(rows));
    copy.setZero(0, copy.capacity());
    copy.setBytes(0, buffer, 0, (rows + 7) >>> 3);
    return copy;
  }

  private ArrowBuf zeroOffset() {
    var offsets = allocator.buffer(4);
    offsets.setZero(0, 4);
    return offsets;
  }

  private Column allNull(Type type, int rows) {
    var validity = allocator.buffer(Memory.bitmapBytes(rows));
    validity.setZero(0, validity.capacity());
    validity.getReferenceManager().retain();
    return Column.fixed(type, rows, validity, validity);
  }

  private static ArrowBuf held(ArrowBuf buffer, List<ArrowBuf> held) {
    held.add(buffer);
    return buffer;
  }
}
