package dev.mutirao.connectors.parquet.decode;

import java.lang.foreign.MemorySegment;

/// The dictionary of a column chunk, converted to the column's layout: `size` values of `width`
/// bytes.
record FixedDictionary(MemorySegment values, int width, int size) {}
