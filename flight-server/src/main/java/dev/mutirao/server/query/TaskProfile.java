package dev.mutirao.server.query;

import dev.mutirao.executor.plan.TaskId;
import dev.mutirao.executor.task.OperatorProfile;
import dev.mutirao.executor.task.ScanProfile;
import java.util.List;

/// What one task of a query did, and where.
///
/// @param executor where it runs: the name of the executor, or `local`
/// @param state how far it has come, in lower case
/// @param splits how many splits it was given
/// @param nanos from its start to its end, or to now
/// @param peakBytes most memory that its query held at once in its process
public record TaskProfile(
    TaskId task,
    String executor,
    String state,
    long splits,
    long nanos,
    long peakBytes,
    ScanProfile scans,
    List<OperatorProfile> operators) {
  public TaskProfile {
    operators = List.copyOf(operators);
  }
}
