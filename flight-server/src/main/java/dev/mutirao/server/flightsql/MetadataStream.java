package dev.mutirao.server.flightsql;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.arrow.flight.FlightProducer.ServerStreamListener;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.BitVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.IntVector;
import org.apache.arrow.vector.VarBinaryVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.complex.ListVector;
import org.apache.arrow.vector.types.pojo.Schema;
import org.jspecify.annotations.Nullable;

/// Sends the few rows of a metadata table.
final class MetadataStream {
  private MetadataStream() {}

  /// @param rows cells of the schema's types: String, Integer, Boolean, byte[], List of String or
  ///   null
  static void send(
      Schema schema,
      List<List<@Nullable Object>> rows,
      BufferAllocator allocator,
      ServerStreamListener listener) {
    try (var root = VectorSchemaRoot.create(schema, allocator)) {
      root.allocateNew();
      for (int row = 0; row < rows.size(); row++) {
        for (int column = 0; column < rows.get(row).size(); column++) {
          set(root.getVector(column), row, rows.get(row).get(column));
        }
      }
      root.setRowCount(rows.size());
      listener.start(root);
      listener.putNext();
      listener.completed();
    }
  }

  private static void set(FieldVector vector, int row, @Nullable Object cell) {
    switch (vector) {
      case FieldVector empty when cell == null -> empty.setNull(row);
      case VarCharVector texts -> texts.setSafe(row, utf8(cell));
      case VarBinaryVector binaries -> binaries.setSafe(row, (byte[]) cell);
      case IntVector numbers -> numbers.setSafe(row, (Integer) cell);
      case BitVector bits -> bits.setSafe(row, (Boolean) cell ? 1 : 0);
      case ListVector lists -> {
        int start = lists.startNewValue(row);
        var items = (List<?>) cell;
        for (int i = 0; i < items.size(); i++) {
          ((VarCharVector) lists.getDataVector()).setSafe(start + i, utf8(items.get(i)));
        }
        lists.endValue(row, items.size());
      }
      default -> throw new IllegalArgumentException("a metadata column of " + vector.getField());
    }
  }

  private static byte[] utf8(Object text) {
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }
}
