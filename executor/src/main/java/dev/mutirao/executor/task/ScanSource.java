package dev.mutirao.executor.task;

import dev.mutirao.connectors.batch.Batch;
import dev.mutirao.connectors.source.Connector;
import dev.mutirao.connectors.source.ReadContext;
import dev.mutirao.connectors.source.Split;
import dev.mutirao.connectors.source.SplitReader;
import dev.mutirao.executor.pipeline.Source;
import dev.mutirao.executor.plan.PlanNode;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// The batches of a table's splits. Each reader takes a split from the common queue, reads it to
/// its end, and takes the next: a slow thread, or a slow executor, takes fewer.
final class ScanSource implements Source {
  private final Connector connector;
  private final PlanNode.Scan scan;
  private final SplitQueue splits;
  private final ReadContext context;

  ScanSource(Connector connector, PlanNode.Scan scan, SplitQueue splits, ReadContext context) {
    this.connector = connector;
    this.scan = scan;
    this.splits = splits;
    this.context = context;
  }

  @Override
  public Reader open() {
    return new SplitAfterSplit();
  }

  private SplitReader open(Split split) {
    var all = connector.open(scan.table(), scan.request(), split, context);
    var sampled =
        scan.sample()
            .<SplitReader>map(sample -> new SampleReader(all, split, sample, context.allocator()))
            .orElse(all);
    return context.filters().isEmpty() || connector.appliesRowFilters()
        ? sampled
        : new FilteredReader(sampled, context);
  }

  private final class SplitAfterSplit implements Reader {
    private @Nullable SplitReader open;

    @Override
    public @Nullable Batch next() {
      while (true) {
        if (open == null) {
          Split split = splits.poll();
          if (split == null) {
            return null;
          }
          open = open(split);
        }
        var batch = open.next();
        if (batch != null) {
          return batch;
        }
        close();
      }
    }

    @Override
    public boolean finished() {
      return open == null && splits.exhausted();
    }

    @Override
    public CompletableFuture<?> ready() {
      return splits.ready();
    }

    @Override
    public void close() {
      var last = open;
      open = null; // closed once, also when that fails
      if (last != null) {
        last.close();
      }
    }
  }
}
