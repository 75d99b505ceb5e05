package dev.mutirao.executor.kernel;

import java.lang.foreign.MemorySegment;

/// A function of whole columns, by vectors. Gives the bits that the function's row form gives, on
/// vectors of any width. Thread-safe; run it only where {@link
/// dev.mutirao.connectors.vector.VectorModule#pays} says so.
@FunctionalInterface
public interface ColumnKernel {
  /// Computes the rows 0 to before `rows`, those that are NULL too, into `out`, which has room for
  /// 8 bytes a row.
  ///
  /// @return false when the row form must compute instead, because there are arguments on which the
  ///   function fails, or that this kernel is not made for; `out` is undefined then
  boolean run(KernelArguments arguments, int rows, MemorySegment out);
}
