package dev.mutirao.connectors.source;

import org.apache.arrow.memory.BufferAllocator;

/// What reading a split may use.
///
/// @param allocator where batches come from
/// @param batchRows rows to aim at per batch (tests use 1)
/// @param report where the reader tells what it did; called from the reading thread
public record ReadContext(BufferAllocator allocator, int batchRows, ScanReport report) {}
