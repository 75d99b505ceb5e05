package dev.mutirao.executor.join;

import dev.mutirao.executor.pipeline.Operator;
import dev.mutirao.executor.pipeline.OperatorFactory;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/// Opens the probing operators of a join and counts them, so that the last to finish can give the
/// unmatched right rows.
final class JoinFactory implements OperatorFactory {
  private final JoinShared join;
  private final Supplier<Pairs> pairs;
  private final AtomicInteger unfinished = new AtomicInteger();

  JoinFactory(JoinShared join, Supplier<Pairs> pairs) {
    this.join = join;
    this.pairs = pairs;
  }

  @Override
  public Operator open() {
    unfinished.incrementAndGet();
    return new JoinOperator(join, pairs.get(), unfinished);
  }

  @Override
  public void close() {
    join.build().close();
  }
}
