package dev.mutirao.executor.task;

import dev.mutirao.executor.memory.QueryMemory;
import java.util.Comparator;
import java.util.stream.Collectors;
import org.apache.arrow.memory.BufferAllocator;

/// Who holds how much of a query's memory, for the error that says it ran out.
final class MemoryReport {
  private final QueryMemory memory;

  MemoryReport(QueryMemory memory) {
    this.memory = memory;
  }

  long limit() {
    return memory.limit();
  }

  /// The three allocators that hold most, such as `HashAggregate #2: 812 MiB, ...`.
  String largestConsumers() {
    return memory.allocator().getChildAllocators().stream()
        .sorted(Comparator.comparingLong(BufferAllocator::getAllocatedMemory).reversed())
        .limit(3)
        .map(child -> child.getName() + ": " + (child.getAllocatedMemory() >> 20) + " MiB")
        .collect(Collectors.joining(", "));
  }
}
