package dev.mutirao.connectors.source;

import org.apache.arrow.memory.BufferAllocator;

/// What describing may use: memory, and how many threads may look at files at once.
public record DescribeContext(BufferAllocator allocator, int threads) {}
