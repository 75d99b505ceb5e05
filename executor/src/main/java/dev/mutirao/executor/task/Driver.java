package dev.mutirao.executor.task;

import dev.mutirao.connectors.batch.Batch;
import dev.mutirao.executor.memory.HeapReserve;
import dev.mutirao.executor.pipeline.Sink;
import dev.mutirao.executor.pipeline.Source;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// One thread's share of a pipeline: takes batches from a reader and pushes each through the
/// operators to a writer, until the source ends, nobody wants more, or the task fails. Run by one
/// thread at a time; handed from thread to thread through the pool's lock or a future.
final class Driver {
  /// The one behind it in the pool's queue, guarded by the pool's lock.
  @Nullable Driver next;

  private final PipelineRun pipeline;
  private final ComputePool pool;
  private final Source.Reader reader;
  private final Chain chain;
  private final Sink.Writer writer;

  Driver(
      PipelineRun pipeline,
      ComputePool pool,
      Source.Reader reader,
      Chain chain,
      Sink.Writer writer) {
    this.pipeline = pipeline;
    this.pool = pool;
    this.reader = reader;
    this.chain = chain;
    this.writer = writer;
  }

  RunningTask task() {
    return pipeline.task();
  }

  /// Runs until `deadline` (of `System.nanoTime`), a wait, or the end. True when it wants to run
  /// again at once; after a wait it submits itself again.
  boolean run(long deadline) {
    try {
      while (pipeline.running()) {
        if (!chain.wantsMore()) {
          break;
        }
        if (!writer.writable().isDone()) {
          return resumeAfter(writer.writable());
        }
        Batch batch = chain.read(reader);
        if (batch != null) {
          chain.push(batch);
        } else if (reader.finished()) {
          break;
        } else if (!reader.ready().isDone()) {
          chain.pause();
          return resumeAfter(reader.ready());
        }
        if (System.nanoTime() - deadline >= 0) {
          chain.pause();
          return true;
        }
      }
      if (pipeline.running()) {
        chain.finish();
      }
    } catch (OutOfMemoryError full) {
      endWithoutHeap(full);
      return false;
    } catch (Throwable failure) {
      pipeline.fail(failure);
    }
    end();
    return false;
  }

  private boolean resumeAfter(CompletableFuture<?> condition) {
    var unused =
        CompletableFuture.anyOf(condition, pipeline.stopped())
            .whenComplete((value, failure) -> pool.submit(this));
    return false;
  }

  /// What this thread holds may be what fills the heap: so it goes before that is told, and told it
  /// is, since a sink that finished without these rows would give a wrong result. Where even
  /// closing finds no heap, another part of the reserve goes too.
  private void endWithoutHeap(OutOfMemoryError full) {
    for (boolean closed = false; !closed; ) {
      HeapReserve.release();
      try {
        closeAll();
        closed = true;
      } catch (OutOfMemoryError again) {
        closed = !HeapReserve.hasMore();
      }
    }
    try {
      pipeline.fail(full);
    } finally {
      pipeline.driverEnded();
    }
  }

  private void end() {
    closeAll();
    pipeline.driverEnded();
  }

  /// Closes the reader, the operators and the writer, whatever one of them says.
  void closeAll() {
    for (var part : List.of(reader, chain, writer)) {
      try {
        part.close();
      } catch (Exception | Error failure) {
        pipeline.fail(failure);
      }
    }
  }
}
