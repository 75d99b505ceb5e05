package dev.mutirao.connectors.source;

import java.util.List;
import org.apache.arrow.memory.BufferAllocator;

/// What reading a split may use.
///
/// @param allocator where batches come from
/// @param batchRows rows to aim at per batch (tests use 1)
/// @param report where the reader tells what it did; called from the reading thread
/// @param filters what leaves out rows while they are read; for connectors that say {@link
///   Connector#appliesRowFilters}, others leave them to whoever asked
public record ReadContext(
    BufferAllocator allocator, int batchRows, ScanReport report, List<RowFilter> filters) {
  public ReadContext {
    filters = List.copyOf(filters);
  }

  /// Without filters.
  public ReadContext(BufferAllocator allocator, int batchRows, ScanReport report) {
    this(allocator, batchRows, report, List.of());
  }
}
