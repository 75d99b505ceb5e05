package dev.mutirao.executor.kernel;

import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/// Arguments of a kernel by their number: columns of values of 8 bytes, or constants.
///
/// @param columns null where the argument is a constant
/// @param longs the constants that are whole numbers
/// @param doubles the other constants
@SuppressWarnings("ArrayRecordComponent")
public record KernelArguments(@Nullable MemorySegment[] columns, long[] longs, double[] doubles) {
  @Nullable MemorySegment column(int argument) {
    return columns[argument];
  }

  boolean isConstant(int argument) {
    return columns[argument] == null;
  }

  int count() {
    return columns.length;
  }
}
