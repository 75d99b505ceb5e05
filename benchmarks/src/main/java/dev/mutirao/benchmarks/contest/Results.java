package dev.mutirao.benchmarks.contest;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;

/// What came out of a contest.
///
/// @param subject its name
/// @param startSeconds from the start of an engine's process until its tables have names
/// @param lines a question each
/// @param wrong one sentence for each wrong or missing answer
public record Results(
    String subject, Map<Engine, Double> startSeconds, List<Line> lines, List<String> wrong) {
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

  /// Who took part, DuckDB first.
  public Set<Engine> engines() {
    return startSeconds.keySet();
  }

  /// The same of some questions only.
  ///
  /// @param chosen by their names
  public Results of(Predicate<String> chosen) {
    var some = lines.stream().filter(line -> chosen.test(line.question())).toList();
    return new Results(subject, startSeconds, some, wrong);
  }

  /// Seconds for all questions once, warm.
  public double warm(Engine engine) {
    return sum(line -> line.median(engine));
  }

  /// Seconds for all questions once, each the first time in a fresh process.
  public double cold(Engine engine) {
    return sum(line -> line.measured().get(engine).cold());
  }

  /// Of the warm seconds of a question.
  double geometricMean(Engine engine) {
    return geometricMean(line -> line.median(engine));
  }

  /// Of the warm ratios of a question.
  public double geometricMean(Engine engine, Engine other) {
    return geometricMean(line -> line.ratio(engine, other));
  }

  /// The question with the largest ratio.
  Line worst(Engine engine, Engine other) {
    return lines.stream()
        .max(Comparator.comparingDouble(line -> line.ratio(engine, other)))
        .orElseThrow();
  }

  /// The largest ratio of a question.
  public double worstRatio(Engine engine, Engine other) {
    return worst(engine, other).ratio(engine, other);
  }

  /// Bytes of resident memory, the most of all questions.
  public long peakBytes(Engine engine) {
    return lines.stream()
        .mapToLong(line -> line.measured().get(engine).peakBytes())
        .max()
        .orElseThrow();
  }

  private double sum(ToDoubleFunction<Line> value) {
    return lines.stream().mapToDouble(value).sum();
  }

  private double geometricMean(ToDoubleFunction<Line> value) {
    return Math.exp(sum(line -> Math.log(value.applyAsDouble(line))) / lines.size());
  }
}
