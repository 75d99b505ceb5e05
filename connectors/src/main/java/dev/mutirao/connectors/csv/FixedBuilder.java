package dev.mutirao.connectors.csv;

import dev.mutirao.connectors.batch.Column;
import dev.mutirao.connectors.batch.Memory;
import dev.mutirao.connectors.type.Layout;
import dev.mutirao.connectors.type.Type;
import dev.mutirao.connectors.type.Type.Simple;
import java.lang.foreign.MemorySegment;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.jspecify.annotations.Nullable;

/// Columns whose values have a fixed width. The empty field is NULL, quoted or not.
final class FixedBuilder extends ColumnBuilder {
  private @Nullable ArrowBuf values;
  private MemorySegment out = MemorySegment.NULL;

  FixedBuilder(Type type, int capacity, BufferAllocator allocator) {
    super(type, capacity, allocator);
  }

  @Override
  int append(MemorySegment bytes, Fields fields) {
    if (values == null) {
      long size =
          type.layout() == Layout.BIT
              ? Memory.bitmapBytes(capacity)
              : (long) type.layout().width() * capacity;
      values = allocator.buffer(size);
      out = Memory.segment(values);
    }
    int failed =
        switch (type) {
          case Type.Decimal decimal ->
              decimal.isShort()
                  ? shortDecimals(bytes, fields, decimal)
                  : decimals(bytes, fields, decimal);
          case Simple simple ->
              switch (simple) {
                case BIGINT -> bigints(bytes, fields);
                case DOUBLE -> doubles(bytes, fields);
                case TINYINT, SMALLINT, INTEGER -> integers(bytes, fields, simple);
                case REAL -> reals(bytes, fields);
                case BOOLEAN -> booleans(bytes, fields);
                case DATE -> dates(bytes, fields);
                case TIME, TIMESTAMP, INSTANT -> micros(bytes, fields, simple);
                case VARCHAR, VARBINARY, INTERVAL_MONTHS, INTERVAL_MICROS, NULL ->
                    throw new IllegalStateException(type.sql());
              };
        };
    rows += fields.count;
    return failed;
  }

  @Override
  Column finish() {
    var column = Column.fixed(type, rows, takeValidity(), values);
    values = null;
    rows = 0;
    return column;
  }

  @Override
  public void close() {
    super.close();
    if (values != null) {
      values.close();
      values = null;
    }
  }

  private boolean isNull(Fields fields, int i) {
    if (fields.to[i] > fields.from[i]) {
      return false;
    }
    setNull(rows + i);
    return true;
  }

  private int bigints(MemorySegment bytes, Fields fields) {
    for (int i = 0; i < fields.count; i++) {
      int from = fields.from[i];
      int to = fields.to[i];
      if (to <= from) {
        setNull(rows + i);
        continue;
      }
      long value = Integers.parse(bytes, from, to);
      if (value == Integers.BAD && !Integers.isLeast(bytes, from, to)) {
        return i;
      }
      out.set(Column.LONG, 8L * (rows + i), value);
    }
    return -1;
  }

  private int doubles(MemorySegment bytes, Fields fields) {
    for (int i = 0; i < fields.count; i++) {
      int from = fields.from[i];
      int to = fields.to[i];
      if (to <= from) {
        setNull(rows + i);
        continue;
      }
      long bits = Doubles.parse(bytes, from, to);
      if (bits == Doubles.BAD) {
        return i;
      }
      out.set(Column.LONG, 8L * (rows + i), bits);
    }
    return -1;
  }

  private int integers(MemorySegment bytes, Fields fields, Simple simple) {
    int width = simple.layout().width();
    long most = (1L << 8 * width - 1) - 1;
    for (int i = 0; i < fields.count; i++) {
      if (isNull(fields, i)) {
        continue;
      }
      long value = Integers.parse(bytes, fields.from[i], fields.to[i]);
      if (value > most || value < -most - 1) {
        return i;
      }
      switch (width) {
        case 1 -> out.set(Column.BYTE, rows + i, (byte) value);
        case 2 -> out.set(Column.SHORT, 2L * (rows + i), (short) value);
        default -> out.set(Column.INT, 4L * (rows + i), (int) value);
      }
    }
    return -1;
  }

  private int reals(MemorySegment bytes, Fields fields) {
    for (int i = 0; i < fields.count; i++) {
      if (isNull(fields, i)) {
        continue;
      }
      long bits = Doubles.parseReal(bytes, fields.from[i], fields.to[i]);
      if (bits == Doubles.BAD) {
        return i;
      }
      out.set(Column.INT, 4L * (rows + i), (int) bits);
    }
    return -1;
  }

  private int booleans(MemorySegment bytes, Fields fields) {
    for (int i = 0; i < fields.count; i++) {
      if (isNull(fields, i)) {
        continue;
      }
      int value = Booleans.parse(bytes, fields.from[i], fields.to[i]);
      if (value < 0) {
        return i;
      }
      int row = rows + i;
      int others = out.get(Column.BYTE, row >>> 3) & ~(1 << (row & 7));
      out.set(Column.BYTE, row >>> 3, (byte) (others | value << (row & 7)));
    }
    return -1;
  }

  private int dates(MemorySegment bytes, Fields fields) {
    for (int i = 0; i < fields.count; i++) {
      if (isNull(fields, i)) {
        continue;
      }
      long days = Temporals.date(bytes, fields.from[i], fields.to[i]);
      if (days == Temporals.BAD) {
        return i;
      }
      out.set(Column.INT, 4L * (rows + i), (int) days);
    }
    return -1;
  }

  private int micros(MemorySegment bytes, Fields fields, Simple simple) {
    for (int i = 0; i < fields.count; i++) {
      if (isNull(fields, i)) {
        continue;
      }
      int from = fields.from[i];
      int to = fields.to[i];
      long micros =
          simple == Simple.TIMESTAMP
              ? Temporals.timestamp(bytes, from, to)
              : simple == Simple.TIME
                  ? Temporals.time(bytes, from, to)
                  : Temporals.instant(bytes, from, to);
      if (micros == Temporals.BAD) {
        return i;
      }
      out.set(Column.LONG, 8L * (rows + i), micros);
    }
    return -1;
  }

  private int shortDecimals(MemorySegment bytes, Fields fields, Type.Decimal decimal) {
    for (int i = 0; i < fields.count; i++) {
      if (isNull(fields, i)) {
        continue;
      }
      long unscaled = Decimals.parseShort(bytes, fields.from[i], fields.to[i], decimal);
      if (unscaled == Decimals.BAD) {
        return i;
      }
      out.set(Column.LONG, 8L * (rows + i), unscaled);
    }
    return -1;
  }

  private int decimals(MemorySegment bytes, Fields fields, Type.Decimal decimal) {
    for (int i = 0; i < fields.count; i++) {
      if (isNull(fields, i)) {
        continue;
      }
      var unscaled = Decimals.parse(bytes, fields.from[i], fields.to[i], decimal);
      if (unscaled == null) {
        return i;
      }
      out.set(Column.LONG, 16L * (rows + i), unscaled.longValue());
      out.set(Column.LONG, 16L * (rows + i) + 8, unscaled.shiftRight(64).longValue());
    }
    return -1;
  }
}
