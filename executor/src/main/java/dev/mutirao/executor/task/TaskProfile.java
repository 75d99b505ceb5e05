package dev.mutirao.executor.task;

import dev.mutirao.executor.plan.TaskId;
import java.util.List;

/// What one task did.
///
/// @param nanos from its start to its end, or to now
/// @param peakMemory most bytes that its query took in this process
public record TaskProfile(
    TaskId task, List<OperatorProfile> operators, ScanProfile scans, long nanos, long peakMemory) {
  public TaskProfile {
    operators = List.copyOf(operators);
  }
}
