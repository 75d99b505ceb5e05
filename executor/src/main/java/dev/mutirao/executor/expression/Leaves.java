package dev.mutirao.executor.expression;

import static dev.mutirao.connectors.batch.Column.BYTE;
import static dev.mutirao.connectors.batch.Column.DOUBLE;
import static dev.mutirao.connectors.batch.Column.FLOAT;
import static dev.mutirao.connectors.batch.Column.INT;
import static dev.mutirao.connectors.batch.Column.LONG;
import static dev.mutirao.connectors.batch.Column.SHORT;

import dev.mutirao.connectors.type.Int128;
import dev.mutirao.connectors.type.Layout;
import dev.mutirao.executor.function.Bytes;
import dev.mutirao.executor.function.JavaType;
import dev.mutirao.executor.function.TextBuffer;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Reads inputs and literals of a {@link Frame}: the leaves of every composed handle, of type
/// `(Frame, int row) -> value` where nothing else is said.
final class Leaves {
  private static final MethodHandles.Lookup LOOKUP = MethodHandles.lookup();

  /// `(Frame, row) -> TextBuffer`.
  static final MethodHandle TEXT_BUFFER =
      find("textBuffer", TextBuffer.class, Frame.class, int.class);

  /// `(Frame, row) -> void`: forgets the texts of the row before.
  static final MethodHandle RESET = find("reset", void.class, Frame.class, int.class);

  /// `(Frame, row) -> Object`: whose method is called.
  static final MethodHandle RECEIVER = find("receiver", Object.class, Frame.class, int.class);

  /// `Boolean -> boolean`: false for null.
  static final MethodHandle IS_TRUE = find("isTrue", boolean.class, Boolean.class);

  private Leaves() {}

  /// Reads a flat column that is not NULL on the row.
  static MethodHandle column(int index, Layout layout) {
    return bound(name(layout), JavaType.of(layout), index);
  }

  /// Reads a flat column; NULL is null, other values are boxed.
  static MethodHandle nullableColumn(int index, Layout layout) {
    var present = column(index, layout).asType(type(boxed(layout)));
    var absent = MethodHandles.empty(present.type());
    return MethodHandles.guardWithTest(isNull(index), absent, present);
  }

  /// `(Frame, row) -> boolean`: whether a column is NULL.
  static MethodHandle isNull(int index) {
    return bound("isNull", boolean.class, index);
  }

  static MethodHandle literal(int index, Layout layout) {
    return switch (layout) {
      case BIT, INT8, INT16, INT32, INT64, FLOAT32, FLOAT64 ->
          bound(name(layout) + "Literal", JavaType.of(layout), index);
      case INT128, BYTES -> object(index, JavaType.of(layout));
    };
  }

  /// Reads what was prepared of a literal.
  static MethodHandle object(int index, Class<?> type) {
    return bound("objectLiteral", Object.class, index).asType(type(type));
  }

  static MethodType type(Class<?> result) {
    return MethodType.methodType(result, Frame.class, int.class);
  }

  static Class<?> boxed(Layout layout) {
    return MethodType.methodType(JavaType.of(layout)).wrap().returnType();
  }

  private static String name(Layout layout) {
    return layout.name().toLowerCase(Locale.ROOT);
  }

  private static MethodHandle bound(String name, Class<?> result, int index) {
    return MethodHandles.insertArguments(
        find(name, result, int.class, Frame.class, int.class), 0, index);
  }

  private static MethodHandle find(String name, Class<?> result, Class<?>... parameters) {
    try {
      return LOOKUP.findStatic(Leaves.class, name, MethodType.methodType(result, parameters));
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  static boolean bit(int column, Frame frame, int row) {
    return (frame.values[column].get(BYTE, row >>> 3) >>> (row & 7) & 1) != 0;
  }

  static byte int8(int column, Frame frame, int row) {
    return frame.values[column].get(BYTE, row);
  }

  static short int16(int column, Frame frame, int row) {
    return frame.values[column].getAtIndex(SHORT, row);
  }

  static int int32(int column, Frame frame, int row) {
    return frame.values[column].getAtIndex(INT, row);
  }

  static long int64(int column, Frame frame, int row) {
    return frame.values[column].getAtIndex(LONG, row);
  }

  static float float32(int column, Frame frame, int row) {
    return frame.values[column].getAtIndex(FLOAT, row);
  }

  static double float64(int column, Frame frame, int row) {
    return frame.values[column].getAtIndex(DOUBLE, row);
  }

  static Int128 int128(int column, Frame frame, int row) {
    var values = frame.values[column];
    return new Int128(values.getAtIndex(LONG, 2L * row + 1), values.getAtIndex(LONG, 2L * row));
  }

  static Bytes bytes(int column, Frame frame, int row) {
    var offsets = frame.offsets[column];
    int start = offsets.getAtIndex(INT, row);
    return new Bytes(frame.values[column], start, offsets.getAtIndex(INT, row + 1L) - start);
  }

  static boolean isNull(int column, Frame frame, int row) {
    return frame.columns[column].isNull(row);
  }

  static boolean bitLiteral(int index, Frame frame, int row) {
    return frame.longs[index] != 0;
  }

  static byte int8Literal(int index, Frame frame, int row) {
    return (byte) frame.longs[index];
  }

  static short int16Literal(int index, Frame frame, int row) {
    return (short) frame.longs[index];
  }

  static int int32Literal(int index, Frame frame, int row) {
    return (int) frame.longs[index];
  }

  static long int64Literal(int index, Frame frame, int row) {
    return frame.longs[index];
  }

  static float float32Literal(int index, Frame frame, int row) {
    return (float) frame.doubles[index];
  }

  static double float64Literal(int index, Frame frame, int row) {
    return frame.doubles[index];
  }

  static @Nullable Object objectLiteral(int index, Frame frame, int row) {
    return frame.objects[index];
  }

  static boolean isTrue(@Nullable Boolean value) {
    return value != null && value;
  }

  static TextBuffer textBuffer(Frame frame, int row) {
    return frame.text();
  }

  static @Nullable Object receiver(Frame frame, int row) {
    return frame.receivers[row];
  }

  static void reset(Frame frame, int row) {
    frame.text().reset();
  }
}
