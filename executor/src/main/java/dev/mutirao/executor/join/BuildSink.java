package dev.mutirao.executor.join;

import dev.mutirao.connectors.batch.Batch;
import dev.mutirao.executor.pipeline.Sink;
import dev.mutirao.executor.store.RowStore;

/// Keeps the right side of a join; when all of it is there the table is made.
final class BuildSink implements Sink {
  private final BuildSide build;

  BuildSink(BuildSide build) {
    this.build = build;
  }

  @Override
  public Writer open() {
    return new BuildWriter(build.store().open());
  }

  @Override
  public void finish() {
    build.finish();
  }

  @Override
  public void close() {
    build.close();
  }

  private record BuildWriter(RowStore.Appender rows) implements Writer {
    @Override
    public void push(Batch batch) {
      try (batch) {
        rows.append(batch);
      }
    }

    @Override
    public void finish() {
      rows.finish();
    }

    @Override
    public void close() {
      rows.close();
    }
  }
}
