package dev.mutirao.executor.memory;

import dev.mutirao.connectors.error.EngineErrors;
import dev.mutirao.connectors.error.MutiraoException;
import java.util.Comparator;
import java.util.stream.Collectors;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.OutOfMemoryException;

/// Who holds how much memory, for the error that says it ran out.
///
/// @param allocator whose children are the consumers: a query's, or a process's
public record MemoryReport(BufferAllocator allocator) {
  /// The error for a part of the engine that found no room.
  ///
  /// @param part an operator of the query, or what else allocates for it
  public MutiraoException ranOut(String part, OutOfMemoryException failure) {
    return EngineErrors.outOfMemory(part, allocator.getLimit(), largestConsumers(), failure);
  }

  /// The error for a part of the engine that asked for Java heap in vain, after some has been let
  /// go of.
  public static MutiraoException ranOut(String part, OutOfMemoryError failure) {
    HeapReserve.release();
    return EngineErrors.outOfHeap(part, Runtime.getRuntime().maxMemory(), failure);
  }

  /// The three allocators that hold most, such as `HashAggregate #2: 812 MiB, ...`.
  private String largestConsumers() {
    return allocator.getChildAllocators().stream()
        .map(child -> new Consumer(child.getName(), child.getAllocatedMemory()))
        .sorted(Comparator.comparingLong(Consumer::bytes).reversed())
        .limit(3)
        .map(Consumer::told)
        .collect(Collectors.joining(", "));
  }

  /// What an allocator held when it was asked: it goes on while others are.
  private record Consumer(String name, long bytes) {
    String told() {
      return name + ": " + (bytes >> 20) + " MiB";
    }
  }
}
