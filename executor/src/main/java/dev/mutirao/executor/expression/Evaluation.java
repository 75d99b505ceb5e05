package dev.mutirao.executor.expression;

import dev.mutirao.connectors.batch.Batch;
import org.apache.arrow.memory.BufferAllocator;

/// One batch being computed on.
record Evaluation(Batch batch, BufferAllocator allocator) {}
