package dev.mutirao.executor.task;

import dev.mutirao.executor.pipeline.Operator;
import dev.mutirao.executor.pipeline.Pipeline;
import java.util.ArrayList;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

/// A pipeline of a running task: opens a driver per thread, and tells the task when the last one
/// has ended.
final class PipelineRun {
  private final RunningTask task;
  private final Pipeline pipeline;
  private final PipelineMeters meters;
  private final AtomicInteger openDrivers = new AtomicInteger();

  PipelineRun(RunningTask task, Pipeline pipeline, PipelineMeters meters) {
    this.task = task;
    this.pipeline = pipeline;
    this.meters = meters;
  }

  RunningTask task() {
    return task;
  }

  Pipeline pipeline() {
    return pipeline;
  }

  /// Opens every reader, operator and writer first, then lets the drivers run.
  void start(ComputePool pool) {
    int count = Math.max(1, Math.min(pool.threads(), pipeline.source().maxReaders()));
    var drivers = new ArrayList<Driver>(count);
    openDrivers.set(count);
    try {
      for (int i = 0; i < count; i++) {
        drivers.add(open(pool));
      }
    } catch (Throwable failure) {
      drivers.forEach(Driver::closeAll);
      throw failure;
    }
    drivers.forEach(pool::submit);
  }

  private Driver open(ComputePool pool) {
    var opened = new ArrayList<AutoCloseable>();
    try {
      var writer = pipeline.sink().open();
      opened.add(writer);
      var operators = new ArrayList<Operator>();
      for (var factory : pipeline.operators()) {
        operators.add(factory.open());
        opened.add(operators.getLast());
      }
      var chain = new Chain(meters, operators, writer, pool, this);
      return new Driver(this, pool, pipeline.source().open(), chain, writer);
    } catch (Throwable failure) {
      opened.forEach(task::closing);
      throw failure;
    }
  }

  boolean running() {
    return !task.stopping();
  }

  CompletableFuture<?> stopped() {
    return task.stopped();
  }

  void fail(Throwable failure) {
    task.fail(failure);
  }

  void driverEnded() {
    if (openDrivers.decrementAndGet() == 0) {
      task.pipelineEnded(this);
    }
  }

  /// After the last driver of all pipelines that share the sink.
  void finishSink() {
    long began = System.nanoTime();
    meters.sink().guard(pipeline.sink()::finish);
    meters.sink().spent(System.nanoTime() - began);
  }

  /// Closes what the drivers shared; the sink is the task's to close.
  void close() {
    for (var factory : pipeline.operators()) {
      task.closing(factory);
    }
    task.closing(pipeline.source());
  }
}
