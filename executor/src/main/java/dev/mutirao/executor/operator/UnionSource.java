package dev.mutirao.executor.operator;

import dev.mutirao.connectors.batch.Batch;
import dev.mutirao.executor.pipeline.OperatorFactory;
import dev.mutirao.executor.pipeline.Output;
import dev.mutirao.executor.pipeline.Source;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// The rows of several branches, each a source and the operators over it. Every reader works through all branches, so
/// that no thread waits for a branch that has not begun; nothing is handed from thread to thread. What an operator makes
/// of one batch is queued in the reader.
public final class UnionSource implements Source {
  /// One input of a union. The union closes the source and the factories.
  public record Branch(Source source, List<OperatorFactory> operators) {
    public Branch {
      operators = List.copyOf(operators);
    }
  }

  private final List<Branch> branches;
  private final List<AtomicInteger> opened;

  public UnionSource(List<Branch> branches) {
    this.branches = List.copyOf(branches);
    this.opened = branches.stream().map(branch -> new AtomicInteger()).toList();
  }

  @Override
  public Reader open() {
    return new UnionReader();
  }

  @Override
  public int maxReaders() {
    long sum = branches.stream().mapToLong(branch -> branch.source().maxReaders()).sum();
    return Math.clamp(sum, 1, Integer.MAX_VALUE);
  }

  @Override
  public void close() {
    for (var branch : branches) {
      branch.source().close();
      branch.operators().forEach(OperatorFactory::close);
    }
  }

  private final class UnionReader implements Reader {
    private final Deque<Batch> made = new ArrayDeque<>();
    private final List<BranchReader> readers = new ArrayList<>();
    private boolean advanced;

    private UnionReader() {
      for (int at = 0; at < branches.size(); at++) {
        var branch = branches.get(at);
        boolean reads = opened.get(at).getAndIncrement() < branch.source().maxReaders();
        readers.add(new BranchReader(branch, reads, new Queue(made)));
      }
    }

    @Override
    public @Nullable Batch next() {
      advanced = false;
      for (var reader : readers) {
        if (!made.isEmpty() || advanced) {
          break;
        }
        advanced = reader.advance();
      }
      return made.poll();
    }

    @Override
    public boolean finished() {
      return made.isEmpty() && readers.stream().allMatch(BranchReader::isDone);
    }

    @Override
    public CompletableFuture<?> ready() {
      if (advanced || !made.isEmpty()) {
        return READY;
      }
      var waiting = readers.stream().filter(reader -> !reader.isDone()).map(BranchReader::ready);
      return CompletableFuture.anyOf(waiting.toArray(CompletableFuture[]::new));
    }

    @Override
    public void close() {
      readers.forEach(BranchReader::close);
      made.forEach(Batch::close);
      made.clear();
    }
  }

  private record Queue(Deque<Batch> made) implements Output {
    @Override
    public void accept(Batch batch) {
      if (batch.rows() == 0) {
        batch.close();
      } else {
        made.add(batch);
      }
    }

    @Override
    public boolean wantsMore() {
      return true;
    }
  }

  private static final class BranchReader implements AutoCloseable {
    private final @Nullable Reader reader;
    private final OperatorChain chain;
    private boolean done;

    private BranchReader(Branch branch, boolean reads, Output output) {
      this.reader = reads ? branch.source().open() : null;
      this.chain = new OperatorChain(branch.operators(), output);
    }

    /// Pushes one batch through the operators, or ends them; false when there is nothing to do now.
    private boolean advance() {
      if (done) {
        return false;
      }
      if (reader == null || reader.finished() || !chain.wantsMore()) {
        done = true;
        chain.finish();
        return true;
      }
      var batch = reader.next();
      if (batch != null) {
        chain.push(batch);
      }
      return batch != null || reader.finished();
    }

    private boolean isDone() {
      return done;
    }

    private CompletableFuture<?> ready() {
      return reader == null ? Reader.READY : reader.ready();
    }

    @Override
    public void close() {
      if (reader != null) {
        reader.close();
      }
      chain.close();
    }
  }
}
