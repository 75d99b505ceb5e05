package dev.mutirao.executor.task;

import dev.mutirao.connectors.batch.Batch;
import dev.mutirao.executor.memory.MemoryReport;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.OutOfMemoryException;
import org.jspecify.annotations.Nullable;

/// What one plan node did in one task, added up over threads, and the place where running out of
/// memory gets the operator's name. Thread-safe.
final class StepMeter {
  private final int node;
  private final String name;
  private final @Nullable BufferAllocator state;
  private final MemoryReport memory;
  private final LongAdder rows = new LongAdder();
  private final LongAdder batches = new LongAdder();
  private final LongAdder bytes = new LongAdder();
  private final LongAdder nanos = new LongAdder();
  private final LongAdder filtered = new LongAdder();

  /// @param node position of the plan node in its fragment, depth first from 0
  /// @param state where the operator keeps its state, when it keeps any
  StepMeter(int node, String name, @Nullable BufferAllocator state, MemoryReport memory) {
    this.node = node;
    this.name = name;
    this.state = state;
    this.memory = memory;
  }

  void gave(Batch batch) {
    rows.add(batch.rows());
    batches.increment();
    bytes.add(batch.sizeInBytes());
  }

  void spent(long time) {
    nanos.add(time);
  }

  /// Rows that filters of joins left out before the step gave them.
  void filtered(long count) {
    filtered.add(count);
  }

  void guard(Runnable work) {
    guard(() -> {
      work.run();
      return null;
    });
  }

  <T> @Nullable T guard(Supplier<@Nullable T> work) {
    try {
      return work.get();
    } catch (OutOfMemoryException failure) {
      throw memory.ranOut(name, failure);
    } catch (OutOfMemoryError failure) {
      throw MemoryReport.ranOut(name, failure);
    }
  }

  OperatorProfile profile() {
    return new OperatorProfile(
        node,
        name,
        rows.sum(),
        batches.sum(),
        bytes.sum(),
        nanos.sum(),
        filtered.sum(),
        state == null ? 0 : state.getPeakMemoryAllocation());
  }
}
