package dev.mutirao.executor.testing;

import dev.mutirao.connectors.batch.Batch;
import dev.mutirao.executor.pipeline.Operator;
import dev.mutirao.executor.pipeline.OperatorFactory;
import dev.mutirao.executor.pipeline.Output;
import dev.mutirao.executor.pipeline.Sink;
import dev.mutirao.executor.pipeline.Source;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// Runs one pipeline the way a task does, with every part wrapped in one that checks the protocol.
/// Waits where a task would come back later.
public final class PipelineTester {
  private final int threads;

  private PipelineTester(int threads) {
    this.threads = threads;
  }

  public static PipelineTester threads(int threads) {
    return new PipelineTester(threads);
  }

  /// Runs to the end or to the first failure, which is thrown as it is. Closes the source and the
  /// operators, not the sink, which belongs to a breaker or a test.
  public void run(Source source, List<OperatorFactory> operators, Sink sink) {
    var checkedSource = new AssertingSource(source);
    var checked = operators.stream().map(AssertingOperator::wrap).toList();
    var lanes = new ArrayList<Lane>();
    try {
      int count = Math.min(threads, checkedSource.maxReaders());
      for (int lane = 0; lane < count; lane++) {
        lanes.add(new Lane(checkedSource, checked, sink));
      }
      runAll(lanes);
      sink.finish();
    } finally {
      lanes.forEach(Lane::close);
      checkedSource.close();
      checked.forEach(OperatorFactory::close);
    }
  }

  private static void runAll(List<Lane> lanes) {
    if (lanes.size() == 1) {
      lanes.getFirst().run();
      return;
    }
    try (var pool = Executors.newFixedThreadPool(lanes.size())) {
      var futures = new ArrayList<Future<?>>();
      lanes.forEach(lane -> futures.add(pool.submit(lane::run)));
      for (var future : futures) {
        future.get();
      }
    } catch (ExecutionException failure) {
      if (failure.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      if (failure.getCause() instanceof Error cause) {
        throw cause;
      }
      throw new CompletionException(failure.getCause());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new CompletionException(interrupted);
    }
  }

  /// One thread's reader, operators and writer.
  private static final class Lane implements AutoCloseable {
    private final Source.Reader reader;
    private final List<Operator> operators;
    private final Sink.Writer writer;
    private final List<Output> outputs = new ArrayList<>();

    private Lane(Source source, List<OperatorFactory> factories, Sink sink) {
      reader = source.open();
      operators = factories.stream().map(OperatorFactory::open).toList();
      writer = sink.open();
      outputs.add(new ToWriter(writer));
      for (var operator : operators.reversed()) {
        outputs.addFirst(new ToOperator(operator, outputs.getFirst()));
      }
    }

    private void run() {
      while (!reader.finished() && outputs.getFirst().wantsMore()) {
        var batch = reader.next();
        if (batch != null) {
          outputs.getFirst().accept(batch);
        } else if (!reader.finished()) {
          reader.ready().join();
        }
        writer.writable().join();
      }
      for (int at = 0; at < operators.size(); at++) {
        operators.get(at).finish(outputs.get(at + 1));
      }
      writer.finish();
    }

    @Override
    public void close() {
      reader.close();
      operators.forEach(Operator::close);
      writer.close();
    }
  }

  private record ToOperator(Operator operator, Output next) implements Output {
    @Override
    public void accept(Batch batch) {
      if (batch.rows() == 0 || !operator.wantsMore()) {
        batch.close();
      } else {
        operator.push(batch, next);
      }
    }

    @Override
    public boolean wantsMore() {
      return operator.wantsMore() && next.wantsMore();
    }
  }

  private record ToWriter(Sink.Writer writer) implements Output {
    @Override
    public void accept(Batch batch) {
      if (batch.rows() == 0 || !writer.wantsMore()) {
        batch.close();
      } else {
        writer.push(batch);
      }
    }

    @Override
    public boolean wantsMore() {
      return writer.wantsMore();
    }
  }
}
