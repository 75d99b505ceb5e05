package dev.mutirao.executor.exchange;

import dev.mutirao.connectors.type.Schema;
import org.apache.arrow.memory.BufferAllocator;

/// Opens the streams that a task reads. In one process it hands batches over; between processes it
/// sends them.
public interface ExchangeClient {
  /// Connects to queue `consumer` of the task at `producer`; returns at once. Batches are accounted
  /// to `allocator`.
  BatchStream open(TaskAddress producer, int consumer, Schema schema, BufferAllocator allocator);
}
