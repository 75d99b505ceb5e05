package dev.mutirao.server.query;

import dev.mutirao.executor.plan.TaskId;
import java.util.List;

/// What one task did.
///
/// @param executor where it runs: the name of the executor, or `local`
/// @param state how far it has come, in lower case
/// @param splits how many splits it was given
/// @param peakBytes most memory that it held at once
public record TaskProfile(
    TaskId task,
    String executor,
    String state,
    long splits,
    long peakBytes,
    List<OperatorProfile> operators) {
  public TaskProfile {
    operators = List.copyOf(operators);
  }
}
