package dev.mutirao.executor.pipeline;

import java.util.List;
import java.util.stream.Stream;

/// A source, streaming operators and a sink. Runs after the pipelines at `after` (positions in the
/// task's list) have finished.
public record Pipeline(
    String name, Source source, List<OperatorFactory> operators, Sink sink, List<Integer> after) {
  public Pipeline {
    operators = List.copyOf(operators);
    after = List.copyOf(after);
  }

  /// The same pipeline, which also runs after those at `others`.
  public Pipeline alsoAfter(List<Integer> others) {
    var all = Stream.concat(after.stream(), others.stream()).distinct().toList();
    return new Pipeline(name, source, operators, sink, all);
  }
}
