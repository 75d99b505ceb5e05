package dev.mutirao.server.arrow;

import dev.mutirao.connectors.batch.Batch;
import dev.mutirao.connectors.batch.Column;
import dev.mutirao.connectors.batch.Memory;
import dev.mutirao.connectors.type.Field;
import dev.mutirao.connectors.type.Layout;
import dev.mutirao.connectors.type.Schema;
import dev.mutirao.connectors.type.Type;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.arrow.memory.BufferAllocator;
import org.jspecify.annotations.Nullable;

/// Seeded batches with a column of every type, flat and dictionary encoded, with and without NULLs.
public final class SampleBatch {
  public static final Schema SCHEMA = schema();

  private SampleBatch() {}

  /// A batch of {@link #SCHEMA}.
  public static Batch random(int rows, long seed, BufferAllocator allocator) {
    var random = new Random(seed);
    var columns = new ArrayList<Column>();
    for (var field : SCHEMA.fields()) {
      var nulls = field.nullable();
      var column =
          field.name().startsWith("dictionary")
              ? dictionary(field.type(), rows, nulls, random, allocator)
              : flat(field.type(), rows, nulls, random.nextInt(3), random, allocator);
      columns.add(column);
    }
    return new Batch(rows, columns);
  }

  /// The value of a cell in a form that `equals` compares: NULL is null, bytes are hexadecimal.
  public static @Nullable Object cell(Column column, int row) {
    if (column.type() == Type.Simple.NULL || column.isNull(row)) {
      return null;
    }
    return column.isDictionary()
        ? value(column.dictionary(), column.values().get(Column.INT, row * 4L))
        : value(column, row);
  }

  /// All cells, row after row.
  public static List<List<@Nullable Object>> rows(Batch batch) {
    var rows = new ArrayList<List<@Nullable Object>>();
    for (int row = 0; row < batch.rows(); row++) {
      var cells = new ArrayList<@Nullable Object>();
      for (int i = 0; i < batch.columnCount(); i++) {
        cells.add(cell(batch.column(i), row));
      }
      rows.add(cells);
    }
    return rows;
  }

  private static Object value(Column column, int row) {
    var values = column.values();
    return switch (column.layout()) {
      case BIT -> (values.get(Column.BYTE, row >>> 3) >>> (row & 7) & 1) == 1;
      case INT8 -> values.get(Column.BYTE, row);
      case INT16 -> values.get(Column.SHORT, row * 2L);
      case INT32, FLOAT32 -> values.get(Column.INT, row * 4L);
      case INT64, FLOAT64 -> values.get(Column.LONG, row * 8L);
      case INT128 ->
          BigInteger.valueOf(values.get(Column.LONG, row * 16L + 8))
              .shiftLeft(64)
              .or(new BigInteger(Long.toUnsignedString(values.get(Column.LONG, row * 16L))));
      case BYTES -> {
        int start = column.offsets().get(Column.INT, row * 4L);
        int end = column.offsets().get(Column.INT, (row + 1) * 4L);
        var bytes = values.asSlice(start, end - start).toArray(Column.BYTE);
        yield java.util.HexFormat.of().formatHex(bytes);
      }
    };
  }

  private static Column dictionary(
      Type type, int rows, boolean nulls, Random random, BufferAllocator allocator) {
    int size = 5;
    var indices = allocator.buffer(rows * 4L);
    for (int row = 0; row < rows; row++) {
      indices.setInt(row * 4L, random.nextInt(size));
    }
    var dictionary = flat(type, size, false, 1, random, allocator);
    return Column.dictionary(rows, validity(rows, nulls, random, allocator), indices, dictionary);
  }

  private static Column flat(
      Type type, int rows, boolean nulls, int before, Random random, BufferAllocator allocator) {
    var validity = validity(rows, nulls, random, allocator);
    if (type.layout() == Layout.BYTES) {
      var offsets = allocator.buffer((rows + 1) * 4L);
      int end = before;
      offsets.setInt(0, end);
      for (int row = 0; row < rows; row++) {
        end += random.nextInt(4) * random.nextInt(8);
        offsets.setInt((row + 1) * 4L, end);
      }
      var values = allocator.buffer(end);
      for (int i = 0; i < end; i++) {
        values.setByte(i, 'a' + random.nextInt(26));
      }
      return Column.bytes(type, rows, validity, offsets, values);
    }
    var size =
        type.layout() == Layout.BIT
            ? Memory.bitmapBytes(rows)
            : (long) rows * type.layout().width();
    var values = allocator.buffer(size);
    for (long i = 0; i < size; i++) {
      values.setByte(i, random.nextInt(256));
    }
    return Column.fixed(type, rows, validity, values);
  }

  private static org.apache.arrow.memory.@Nullable ArrowBuf validity(
      int rows, boolean nulls, Random random, BufferAllocator allocator) {
    if (!nulls) {
      return null;
    }
    var bits = allocator.buffer(Memory.bitmapBytes(rows));
    for (long i = 0; i < bits.capacity(); i++) {
      bits.setByte(i, random.nextInt(256));
    }
    return bits;
  }

  private static Schema schema() {
    var types = new ArrayList<Type>(List.of(Type.Simple.values()));
    types.remove(Type.Simple.NULL);
    types.add(new Type.Decimal(12, 2));
    types.add(new Type.Decimal(38, 6));
    var fields = new ArrayList<Field>();
    for (var type : types) {
      fields.add(new Field("flat " + type.sql(), type, false));
      fields.add(new Field("nullable " + type.sql(), type, true));
      fields.add(new Field("dictionary " + type.sql(), type, false));
      fields.add(new Field("dictionary nullable " + type.sql(), type, true));
    }
    fields.add(Field.of("null", Type.Simple.NULL));
    return new Schema(fields);
  }
}
