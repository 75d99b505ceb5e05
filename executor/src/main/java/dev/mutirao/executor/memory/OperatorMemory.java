package dev.mutirao.executor.memory;

import org.apache.arrow.memory.BufferAllocator;

/// What an operator allocates from. Exceeding the budget throws Arrow's `OutOfMemoryException`,
/// which the runner turns into the error that names the operator.
///
/// @param batches for batches that the operator gives away; the query's allocator, so that batches
///   move without copies
/// @param state for what the operator keeps: hash tables, runs, build sides. Named after the
///   operator; everything in it is released before the operator's factory or sink is closed
public record OperatorMemory(BufferAllocator batches, BufferAllocator state) {}
