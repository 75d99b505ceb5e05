package dev.mutirao.executor.exchange;

import dev.mutirao.connectors.batch.Batch;
import dev.mutirao.executor.plan.Partitioning;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.arrow.memory.BufferAllocator;

/// Decides which consumer gets which rows.
public sealed interface Router {
  /// One thread's side.
  Route open();

  /// Moves rows into queues.
  interface Route extends AutoCloseable {
    /// Takes the batch over.
    void send(Batch batch, OutputBuffers buffers);

    @Override
    default void close() {}
  }

  /// The router for a partitioning.
  static Router of(Partitioning partitioning, int consumers, BufferAllocator allocator) {
    if (consumers == 1) {
      return new ToOne();
    }
    return switch (partitioning) {
      case Partitioning.Single() ->
          throw new IllegalArgumentException("one consumer expected, not " + consumers);
      case Partitioning.Broadcast(), Partitioning.Shared(_) -> new ToAll(consumers);
      case Partitioning.RoundRobin() -> new InTurn(consumers, new AtomicInteger());
      case Partitioning.Hash(var columns) -> new ByHash(columns, consumers, allocator);
    };
  }

  /// Everything to consumer 0.
  record ToOne() implements Router {
    @Override
    public Route open() {
      return (batch, buffers) -> buffers.offer(0, batch);
    }
  }

  /// Every batch to every consumer, without copying.
  record ToAll(int consumers) implements Router {
    @Override
    public Route open() {
      return (batch, buffers) -> {
        for (int consumer = 1; consumer < consumers; consumer++) {
          buffers.offer(consumer, batch.share());
        }
        buffers.offer(0, batch);
      };
    }
  }

  /// Whole batches in turn.
  record InTurn(int consumers, AtomicInteger next) implements Router {
    @Override
    public Route open() {
      return (batch, buffers) ->
          buffers.offer(Math.floorMod(next.getAndIncrement(), consumers), batch);
    }
  }

  /// Rows by the hash of some columns.
  record ByHash(List<Integer> columns, int consumers, BufferAllocator allocator) implements Router {
    @Override
    public Route open() {
      return new HashRoute(columns, consumers, allocator);
    }
  }
}
