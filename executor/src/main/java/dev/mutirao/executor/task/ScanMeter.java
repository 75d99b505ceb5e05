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

  ScanProfile profile() {
    String first = example.get();
    return new ScanProfile(bytes.sum(), pruned.sum(), ignored.sum(), first == null ? "" : first);
  }
}
