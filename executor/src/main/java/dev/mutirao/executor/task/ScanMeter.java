package dev.mutirao.executor.task;

import dev.mutirao.connectors.source.ScanReport;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/// Adds up what the readers of one task report. Thread-safe.
final class ScanMeter implements ScanReport {
  private final LongAdder bytes = new LongAdder();
  private final LongAdder pruned = new LongAdder();
  private final LongAdder ignored = new LongAdder();
  private final AtomicReference<@Nullable String> example = new AtomicReference<>();

  @Override
  public void bytesRead(long count) {
    bytes.add(count);
  }

  @Override
  public void rowsIgnored(long rows, String firstError) {
    ignored.add(rows);
    example.compareAndSet(null, firstError);
  }

  @Override
  public void rowsPruned(long rows) {
    pruned.add(rows);
  }

  /// Counted by the scan that the filters belong to.
  @Override
  public void rowsFiltered(long rows) {}

  /// The same for one scan, whose filtered rows `step` counts.
  ScanReport of(StepMeter step) {
    var all = this;
    return new ScanReport() {
      @Override
      public void bytesRead(long count) {
        all.bytesRead(count);
      }

      @Override
      public void rowsIgnored(long rows, String firstError) {
        all.rowsIgnored(rows, firstError);
      }

      @Override
      public void rowsPruned(long rows) {
        all.rowsPruned(rows);
      }

      @Override
      public void rowsFiltered(long rows) {
        step.filtered(rows);
      }
    };
  }

  ScanProfile profile() {
    String first = example.get();
    return new ScanProfile(bytes.sum(), pruned.sum(), ignored.sum(), first == null ? "" : first);
  }
}
