package dev.mutirao.benchmarks.contest;

import java.util.List;
import java.util.Map;

/// What came out of a contest.
///
/// @param startSeconds from the start of an engine's process until its tables have names
/// @param lines a question each
/// @param wrong one sentence for each wrong or missing answer
public record Results(Map<Engine, Double> startSeconds, List<Line> lines, List<String> wrong) {
  /// What every engine took for one question.
  record Line(String question, Map<Engine, Measured> measured) {
    double median(Engine engine) {
      return measured.get(engine).median();
    }

    /// Median to the median of another.
    double ratio(Engine engine, Engine other) {
      return median(engine) / median(other);
    }
  }

  public Results {
    lines = List.copyOf(lines);
    wrong = List.copyOf(wrong);
  }
}
