package dev.mutirao.executor.window;

import dev.mutirao.connectors.batch.Batch;
import dev.mutirao.executor.memory.OperatorMemory;
import dev.mutirao.executor.pipeline.Source;
import org.jspecify.annotations.Nullable;

/// Gives the rows with their results. Readers take parts and never wait for each other.
final class WindowSource implements Source {
  private final WindowState state;
  private final OperatorMemory memory;
  private final int batchRows;

  WindowSource(WindowState state, OperatorMemory memory, int batchRows) {
    this.state = state;
    this.memory = memory;
    this.batchRows = batchRows;
  }

  @Override
  public Reader open() {
    return new PartReader();
  }

  @Override
  public int maxReaders() {
    return Math.max(1, state.parts());
  }

  @Override
  public void close() {
    state.close();
  }

  private final class PartReader implements Reader {
    private @Nullable WindowPart part;
    private @Nullable PartEvaluation evaluation;
    private boolean finished;

    @Override
    public @Nullable Batch next() {
      while (!finished) {
        if (evaluation == null) {
          begin();
        } else {
          var batch = evaluation.next();
          if (batch != null) {
            return batch;
          }
          end();
        }
      }
      return null;
    }

    private void begin() {
      var taken = state.take();
      part = taken;
      if (taken == null) {
        finished = true;
      } else {
        evaluation = new PartEvaluation(state.layout(), taken, memory, batchRows);
      }
    }

    /// Releases what the part took: nobody comes back to it.
    private void end() {
      if (evaluation != null) {
        evaluation.close();
        evaluation = null;
      }
      if (part != null) {
        part.close();
        part = null;
      }
    }

    @Override
    public boolean finished() {
      return finished;
    }

    @Override
    public void close() {
      end();
    }
  }
}
