package dev.mutirao.server.arrow;

import dev.mutirao.connectors.batch.Batch;
import dev.mutirao.connectors.batch.Column;
import dev.mutirao.connectors.batch.Memory;
import dev.mutirao.connectors.type.Layout;
import dev.mutirao.connectors.type.Schema;
import dev.mutirao.connectors.type.Type;
import java.util.List;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.NullVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.ipc.message.ArrowFieldNode;
import org.jspecify.annotations.Nullable;

/// Shows one batch after the other as an Arrow root, whose vectors share the batch's buffers.
/// Copied are only dictionary-encoded columns and, for clients, short decimals.
public final class ArrowOutput implements BatchOutput {
  private final ArrowForm form;
  private final BufferAllocator allocator;
  private final VectorSchemaRoot root;
  private long bytes;
  private @Nullable ArrowBuf ones; // the validity of columns without NULLs, of the longest so far

  /// @param allocator under the same root allocator as the batches; for what must be copied
  public ArrowOutput(ArrowForm form, Schema schema, BufferAllocator allocator) {
    this(form, form.schema(schema), allocator);
  }

  /// @param arrow a schema of the form's types whose names and metadata the caller chose
  public ArrowOutput(
      ArrowForm form, org.apache.arrow.vector.types.pojo.Schema arrow, BufferAllocator allocator) {
    this.form = form;
    this.allocator = allocator;
    this.root = VectorSchemaRoot.create(arrow, allocator);
  }

  @Override
  public VectorSchemaRoot root() {
    return root;
  }

  @Override
  public void load(Batch batch) {
    for (int i = 0; i < batch.columnCount(); i++) {
      load(batch.column(i), root.getVector(i));
    }
    root.setRowCount(batch.rows());
    bytes = batch.sizeInBytes();
  }

  @Override
  public long sizeInBytes() {
    return bytes;
  }

  @Override
  public void close() {
    root.close();
    if (ones != null) {
      ones.close();
    }
  }

  private void load(Column column, FieldVector vector) {
    if (vector instanceof NullVector) {
      vector.setValueCount(column.rows());
      return;
    }
    try (var flat = column.isDictionary() ? Flat.copy(column, allocator) : column.share();
        var shown = widens(flat.type()) ? ShortDecimals.widen(flat, allocator) : flat.share()) {
      if (shown.layout() == Layout.BYTES) {
        loadBytes(shown, vector);
      } else {
        vector.loadFieldBuffers(node(shown), List.of(validity(shown), shown.valuesBuffer()));
      }
    }
  }

  private boolean widens(Type type) {
    return form == ArrowForm.CLIENT && type instanceof Type.Decimal decimal && decimal.isShort();
  }

  /// Arrow's vectors begin at offset 0, the engine's columns need not.
  private void loadBytes(Column column, FieldVector vector) {
    int first = column.rows() == 0 ? 0 : column.offsets().get(Column.INT, 0);
    var offsets = column.offsetsBuffer();
    var values = column.valuesBuffer();
    if (first == 0 && offsets != null) {
      vector.loadFieldBuffers(node(column), List.of(validity(column), offsets, values));
      return;
    }
    int last = column.offsets().get(Column.INT, column.rows() * 4L);
    try (var moved = allocator.buffer((column.rows() + 1) * 4L)) {
      var target = Memory.segment(moved);
      for (int row = 0; row <= column.rows(); row++) {
        target.set(Column.INT, row * 4L, column.offsets().get(Column.INT, row * 4L) - first);
      }
      vector.loadFieldBuffers(
          node(column), List.of(validity(column), moved, values.slice(first, last - first)));
    }
  }

  /// Arrow takes the exact count of NULLs only when there is no validity buffer.
  private static ArrowFieldNode node(Column column) {
    return new ArrowFieldNode(column.rows(), column.mayHaveNulls() ? 1 : 0);
  }

  /// Never an empty buffer: for that, a vector allocates one while it is being loaded, and one that
  /// fails to do so has released what it held, but not forgotten it.
  private ArrowBuf validity(Column column) {
    var validity = column.validityBuffer();
    return validity == null ? ones(column.rows()) : validity;
  }

  private ArrowBuf ones(int rows) {
    var known = ones;
    if (known != null && known.capacity() >= Memory.bitmapBytes(rows)) {
      return known;
    }
    var longer = Memory.allValid(allocator, Math.max(rows, 1));
    if (known != null) {
      known.close();
    }
    ones = longer;
    return longer;
  }
}
