package dev.mutirao.executor.pipeline;

import java.util.List;

/// A source, streaming operators and a sink. Runs after the pipelines at `after` (positions in the
/// task's list, all smaller than its own) have finished.
public record Pipeline(
    String name, Source source, List<OperatorFactory> operators, Sink sink, List<Integer> after) {
  public Pipeline {
    operators = List.copyOf(operators);
    after = List.copyOf(after);
  }
}
