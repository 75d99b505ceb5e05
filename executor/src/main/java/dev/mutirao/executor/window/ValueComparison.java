package dev.mutirao.executor.window;

import dev.mutirao.executor.aggregate.BytesOrder;
import dev.mutirao.executor.aggregate.FloatOrder;
import dev.mutirao.executor.store.ChunkedColumn;
import java.util.function.IntBinaryOperator;

/// Compares values of two columns of one layout by row id; neither is NULL.
final class ValueComparison {
  private ValueComparison() {}

  /// As SQL compares: -0 equals 0, NaN equals itself and is greater than every number.
  static IntBinaryOperator of(ChunkedColumn left, ChunkedColumn right) {
    return switch (left.type().layout()) {
      case BIT -> (a, b) -> Boolean.compare(left.bit(a), right.bit(b));
      case INT8 -> (a, b) -> Byte.compare(left.int8(a), right.int8(b));
      case INT16 -> (a, b) -> Short.compare(left.int16(a), right.int16(b));
      case INT32 -> (a, b) -> Integer.compare(left.int32(a), right.int32(b));
      case INT64 -> (a, b) -> Long.compare(left.int64(a), right.int64(b));
      case FLOAT32 -> (a, b) -> numbers(left.float32(a), right.float32(b));
      case FLOAT64 -> (a, b) -> numbers(left.float64(a), right.float64(b));
      case INT128 -> (a, b) -> wide(left, a, right, b);
      case BYTES -> (a, b) -> bytes(left, a, right, b);
    };
  }

  private static int numbers(double a, double b) {
    return Long.compare(
        FloatOrder.equalityCode(FloatOrder.code(a)), FloatOrder.equalityCode(FloatOrder.code(b)));
  }

  private static int wide(ChunkedColumn left, int a, ChunkedColumn right, int b) {
    int high = Long.compare(left.high(a), right.high(b));
    return high != 0 ? high : Long.compareUnsigned(left.low(a), right.low(b));
  }

  private static int bytes(ChunkedColumn left, int a, ChunkedColumn right, int b) {
    int start = left.start(a);
    int other = right.start(b);
    return BytesOrder.compare(
        left.text(a), start, left.end(a) - start, right.text(b), other, right.end(b) - other);
  }
}
