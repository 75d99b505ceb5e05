package dev.mutirao.executor.recursion;

import dev.mutirao.connectors.batch.Batch;
import dev.mutirao.connectors.type.Field;
import dev.mutirao.connectors.type.Type;
import dev.mutirao.executor.aggregate.SeenRows;
import dev.mutirao.executor.memory.OperatorMemory;
import dev.mutirao.executor.pipeline.Sink;
import dev.mutirao.executor.pipeline.Source;
import dev.mutirao.executor.plan.PlanNode;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/// Runs a {@link PlanNode.Recursion}: collects its inputs, then gives their rows and those of every
/// round, on one thread. What it holds beside its inputs is the last round's rows and, when they
/// must be distinct, the set of all.
public final class Recursion {
  /// Makes the pipelines of one round.
  @FunctionalInterface
  public interface Rounds {
    /// @param inputs the sources of the {@link PlanNode.RoundInput}s
    /// @param sink where the round's rows go
    Round open(IntFunction<Source> inputs, Sink sink);
  }

  private final PlanNode.Recursion node;
  private final OperatorMemory memory;
  private final Rounds rounds;
  private final List<KeptRows> inputs = new ArrayList<>();

  public Recursion(PlanNode.Recursion node, OperatorMemory memory, Rounds rounds) {
    this.node = node;
    this.memory = memory;
    this.rounds = rounds;
    node.inputs().forEach(input -> inputs.add(new KeptRows()));
  }

  /// Where the rows of the node's input `index` go.
  public Sink input(int index) {
    return inputs.get(index).sink();
  }

  /// The result. Is read after the inputs have ended, and releases them.
  public Source source() {
    return new Source() {
      @Override
      public int maxReaders() {
        return 1;
      }

      @Override
      public Reader open() {
        return new Result();
      }

      @Override
      public void close() {
        inputs.forEach(KeptRows::close);
      }
    };
  }

  private static List<Type> types(PlanNode.Recursion node) {
    return node.output().fields().stream().map(Field::type).toList();
  }

  /// ```
  /// start --all rows given--> between rounds --open--> in a round --round over--> between rounds
  ///                                 '--no new rows--> finished
  /// ```
  private final class Result implements Source.Reader {
    private final Source.Reader start = inputs.getFirst().source().open();
    private final @Nullable SeenRows seen =
        node.distinct() ? new SeenRows(types(node), memory) : null;
    private final ArrayDeque<Batch> given = new ArrayDeque<>();
    private KeptRows last = new KeptRows();
    private KeptRows fresh = new KeptRows();
    private @Nullable Round round;
    private boolean finished;

    @Override
    public @Nullable Batch next() {
      if (given.isEmpty() && !finished) {
        work();
      }
      return given.poll();
    }

    private void work() {
      if (round != null) {
        if (!round.advance()) {
          closeRound();
          turn();
        }
      } else if (!start.finished()) {
        var batch = start.next();
        if (batch != null) {
          keep(batch);
        }
        if (start.finished()) {
          turn();
        }
      } else if (last.isEmpty()) {
        finished = true;
      } else {
        round =
            rounds.open(
                input -> (input == 0 ? last : inputs.get(input)).source(),
                new KeptRows.Into(this::keep));
      }
    }

    /// A row that is new is given, and is the next round's input.
    private void keep(Batch batch) {
      var rows = seen == null ? batch : seen.onlyNew(batch);
      if (rows.rows() == 0) {
        rows.close();
        return;
      }
      fresh.add(rows);
      given.add(rows.share());
    }

    private void turn() {
      last.close();
      last = fresh;
      fresh = new KeptRows();
    }

    private void closeRound() {
      var over = round;
      round = null;
      if (over != null) {
        over.close();
      }
    }

    @Override
    public boolean finished() {
      return finished && given.isEmpty();
    }

    @Override
    public void close() {
      given.forEach(Batch::close);
      given.clear();
      last.close();
      fresh.close();
      try {
        closeRound();
      } finally {
        if (seen != null) {
          seen.close();
        }
      }
    }
  }
}
