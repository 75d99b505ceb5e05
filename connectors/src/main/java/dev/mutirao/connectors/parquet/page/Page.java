package dev.mutirao.connectors.parquet.page;

import java.lang.foreign.MemorySegment;
import org.apache.parquet.format.Encoding;
import org.jspecify.annotations.Nullable;

/// One decompressed page of a flat column. Its bytes are valid until the reader is asked for the
/// next page; 64 bytes behind `valuesEnd` may be loaded, though they mean nothing.
///
/// @param rows number of rows, NULLs counted
/// @param encoding how the values are encoded
/// @param levels where the definition levels lie, or null when the column has none
/// @param bytes memory that holds the values
/// @param valuesStart where the values begin in `bytes`
/// @param valuesEnd where they end
public record Page(
    int rows,
    Encoding encoding,
    @Nullable Levels levels,
    MemorySegment bytes,
    long valuesStart,
    long valuesEnd) {

  /// Definition levels of one bit: whether each row has a value.
  ///
  /// @param bitPacked whether they are in the deprecated BIT_PACKED encoding rather than in runs
  public record Levels(MemorySegment bytes, long start, long end, boolean bitPacked) {}
}
