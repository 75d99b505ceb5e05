package dev.mutirao.server.statement;

import dev.mutirao.executor.task.OperatorProfile;
import dev.mutirao.planner.explain.Explanation;
import dev.mutirao.server.output.JsonWriter;
import dev.mutirao.server.query.QueryProfile;
import dev.mutirao.server.query.TaskProfile;
import java.util.stream.Collectors;

/// What `EXPLAIN ANALYZE (FORMAT JSON)` prints: the explanation, and what every task's operators
/// did. An operator's `node` is its position in the fragment's plan, depth first from 0.
final class AnalysisJson {
  private AnalysisJson() {}

  static String of(Explanation explanation, QueryProfile profile) {
    return "{\"explanation\":"
        + explanation.json()
        + ",\"nanos\":"
        + profile.elapsedNanos()
        + ",\"tasks\":"
        + profile.tasks().stream()
            .map(AnalysisJson::task)
            .collect(Collectors.joining(",", "[", "]"))
        + "}";
  }

  private static String task(TaskProfile task) {
    return "{\"fragment\":"
        + task.task().fragment()
        + ",\"executor\":"
        + JsonWriter.string(task.executor())
        + ",\"splits\":"
        + task.splits()
        + ",\"nanos\":"
        + task.nanos()
        + ",\"peak_bytes\":"
        + task.peakBytes()
        + ",\"bytes_read\":"
        + task.scans().bytesRead()
        + ",\"operators\":"
        + task.operators().stream()
            .map(AnalysisJson::operator)
            .collect(Collectors.joining(",", "[", "]"))
        + "}";
  }

  private static String operator(OperatorProfile operator) {
    return "{\"node\":"
        + operator.node()
        + ",\"name\":"
        + JsonWriter.string(operator.name())
        + ",\"rows\":"
        + operator.rows()
        + ",\"bytes\":"
        + operator.bytes()
        + ",\"nanos\":"
        + operator.nanos()
        + ",\"rows_filtered\":"
        + operator.filtered()
        + ",\"peak_bytes\":"
        + operator.peakMemory()
        + "}";
  }
}
