package dev.mutirao.executor.recursion;

import dev.mutirao.connectors.batch.Batch;
import dev.mutirao.executor.pipeline.Operator;
import dev.mutirao.executor.pipeline.Output;
import dev.mutirao.executor.pipeline.Pipeline;
import dev.mutirao.executor.pipeline.Sink;
import dev.mutirao.executor.pipeline.Source;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One round of a recursion: pipelines over rows in memory, run one after the other by the caller's
/// thread, a batch at a time. What they read is there when they start, so they never wait.
public final class Round implements AutoCloseable {
  private final List<Pipeline> pipelines;
  private final List<AutoCloseable> stateAllocators;
  private final Map<Sink, Integer> users = new HashMap<>();
  private int position;
  private @Nullable Run run;

  /// Takes the pipelines over, in an order in which each follows those that it waits for.
  ///
  /// @param stateAllocators closed after all pipelines
  public Round(List<Pipeline> pipelines, List<AutoCloseable> stateAllocators) {
    this.pipelines = List.copyOf(pipelines);
    this.stateAllocators = List.copyOf(stateAllocators);
    pipelines.forEach(pipeline -> users.merge(pipeline.sink(), 1, Integer::sum));
  }

  /// Does a little work; false when none was left.
  boolean advance() {
    if (position == pipelines.size()) {
      return false;
    }
    var pipeline = pipelines.get(position);
    if (run == null) {
      run = Run.of(pipeline);
    }
    if (!run.advance()) {
      var ended = run;
      run = null;
      ended.close();
      if (users.merge(pipeline.sink(), -1, Integer::sum) == 0) {
        pipeline.sink().finish();
      }
      position++;
    }
    return true;
  }

  @Override
  public void close() {
    var parts = new ArrayList<AutoCloseable>();
    if (run != null) {
      parts.add(run);
    }
    for (var pipeline : pipelines) {
      parts.addAll(pipeline.operators());
      parts.add(pipeline.source());
    }
    parts.addAll(users.keySet());
    parts.addAll(stateAllocators);
    closeAll(parts);
  }

  /// Closes every part and throws the first failure, if any.
  private static void closeAll(List<? extends AutoCloseable> parts) {
    RuntimeException first = null;
    for (var part : parts) {
      try {
        part.close();
      } catch (RuntimeException failure) {
        first = first == null ? failure : first;
      } catch (Exception failure) {
        first = first == null ? new IllegalStateException(failure) : first;
      }
    }
    if (first != null) {
      throw first;
    }
  }

  /// A pipeline that runs.
  ///
  /// @param parts what to close, in this order
  private record Run(
      Source.Reader reader,
      Output first,
      List<Link> links,
      Sink.Writer writer,
      List<AutoCloseable> parts)
      implements AutoCloseable {
    static Run of(Pipeline pipeline) {
      var parts = new ArrayList<AutoCloseable>();
      try {
        var writer = pipeline.sink().open();
        parts.add(writer);
        var links = new ArrayList<Link>();
        Output next = new End(writer);
        for (var factory : pipeline.operators().reversed()) {
          var link = new Link(factory.open(), next);
          links.addFirst(link);
          parts.addFirst(link.operator);
          next = link;
        }
        var reader = pipeline.source().open();
        parts.addFirst(reader);
        return new Run(reader, next, links, writer, parts);
      } catch (RuntimeException | Error failure) {
        closeAll(parts);
        throw failure;
      }
    }

    boolean advance() {
      if (first.wantsMore()) {
        var batch = reader.next();
        if (batch != null) {
          first.accept(batch);
          return true;
        }
        if (!reader.finished()) {
          if (!reader.ready().isDone()) {
            throw new IllegalStateException("a round waits for rows");
          }
          return true;
        }
      }
      links.forEach(Link::finish);
      writer.finish();
      return false;
    }

    @Override
    public void close() {
      closeAll(parts);
    }
  }

  private record Link(Operator operator, Output next) implements Output {
    @Override
    public void accept(Batch batch) {
      if (batch.rows() == 0) {
        batch.close();
      } else {
        operator.push(batch, next);
      }
    }

    @Override
    public boolean wantsMore() {
      return operator.wantsMore() && next.wantsMore();
    }

    void finish() {
      operator.finish(next);
    }
  }

  private record End(Sink.Writer writer) implements Output {
    @Override
    public void accept(Batch batch) {
      if (batch.rows() == 0) {
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
