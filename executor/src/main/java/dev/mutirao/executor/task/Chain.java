package dev.mutirao.executor.task;

import dev.mutirao.connectors.batch.Batch;
import dev.mutirao.executor.pipeline.Operator;
import dev.mutirao.executor.pipeline.Output;
import dev.mutirao.executor.pipeline.Sink;
import dev.mutirao.executor.pipeline.Source;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// The operators of one driver, linked so that each pushes into the next and the last into the
/// writer. Counts rows and time per step; the steps themselves know nothing of it.
final class Chain implements AutoCloseable {
  private final StepMeter sourceMeter;
  private final List<Step> steps = new ArrayList<>();
  private final End end;

  Chain(
      PipelineMeters meters,
      List<Operator> operators,
      Sink.Writer writer,
      ComputePool pool,
      PipelineRun pipeline) {
    this.sourceMeter = meters.source();
    this.end = new End(writer, meters.sink(), pool, pipeline);
    Link next = end;
    for (int i = operators.size() - 1; i >= 0; i--) {
      var step = new Step(operators.get(i), next, meters.operators().get(i));
      steps.addFirst(step);
      next = step;
    }
  }

  @Nullable Batch read(Source.Reader reader) {
    long began = System.nanoTime();
    var batch = sourceMeter.guard(reader::next);
    sourceMeter.spent(System.nanoTime() - began);
    if (batch != null) {
      sourceMeter.gave(batch);
    }
    return batch;
  }

  void push(Batch batch) {
    first().accept(batch);
  }

  /// Nothing may come for a while.
  void pause() {
    end.timed(end.writer::pause);
  }

  /// The input has ended: each step gives what is left, from the first to the writer.
  void finish() {
    for (var step : steps) {
      step.finish();
    }
    end.timed(end.writer::finish);
  }

  boolean wantsMore() {
    return first().wantsMore();
  }

  @Override
  public void close() {
    RuntimeException first = null;
    for (var step : steps) {
      try {
        step.operator.close();
      } catch (RuntimeException failure) {
        first = first == null ? failure : first;
      }
    }
    if (first != null) {
      throw first;
    }
  }

  private Link first() {
    return steps.isEmpty() ? end : steps.getFirst();
  }

  /// A place in the chain that takes batches and knows how long it and all after it took.
  private abstract static class Link implements Output {
    long inclusiveNanos;
  }

  private static final class Step extends Link {
    final Operator operator;
    final Link next;
    final StepMeter meter;
    final Output counted;

    Step(Operator operator, Link next, StepMeter meter) {
      this.operator = operator;
      this.next = next;
      this.meter = meter;
      this.counted =
          new Output() {
            @Override
            public void accept(Batch batch) {
              meter.gave(batch);
              next.accept(batch);
            }

            @Override
            public boolean wantsMore() {
              return next.wantsMore();
            }
          };
    }

    @Override
    public void accept(Batch batch) {
      if (batch.rows() == 0) {
        batch.close();
        return;
      }
      timed(() -> operator.push(batch, counted));
    }

    void finish() {
      timed(() -> operator.finish(counted));
    }

    @Override
    public boolean wantsMore() {
      return operator.wantsMore() && next.wantsMore();
    }

    private void timed(Runnable work) {
      long began = System.nanoTime();
      long nextBefore = next.inclusiveNanos;
      try {
        meter.guard(work);
      } finally {
        long spent = System.nanoTime() - began;
        inclusiveNanos += spent;
        meter.spent(spent - (next.inclusiveNanos - nextBefore));
      }
    }
  }

  private static final class End extends Link {
    private final Sink.Writer writer;
    private final StepMeter meter;
    private final ComputePool pool;
    private final PipelineRun pipeline;

    End(Sink.Writer writer, StepMeter meter, ComputePool pool, PipelineRun pipeline) {
      this.writer = writer;
      this.meter = meter;
      this.pool = pool;
      this.pipeline = pipeline;
    }

    @Override
    public void accept(Batch batch) {
      if (batch.rows() == 0) {
        batch.close();
        return;
      }
      long began = System.nanoTime();
      timed(() -> writer.push(batch));
      var writable = writer.writable();
      if (!writable.isDone()) {
        pool.await(CompletableFuture.anyOf(writable, pipeline.stopped()));
      }
      inclusiveNanos += System.nanoTime() - began;
    }

    void timed(Runnable work) {
      long began = System.nanoTime();
      meter.guard(work);
      meter.spent(System.nanoTime() - began);
    }

    @Override
    public boolean wantsMore() {
      return pipeline.running() && writer.wantsMore();
    }
  }
}
