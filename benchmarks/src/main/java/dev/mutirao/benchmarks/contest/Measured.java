package dev.mutirao.benchmarks.contest;

import java.util.List;

/// What one engine took for one question. Times are NaN when it gave no answer.
///
/// @param cold seconds of the first run
/// @param warm seconds of the other runs, at least one; in ascending order
/// @param processorSeconds of a warm run, the mean
/// @param peakBytes resident memory, the most of all runs
record Measured(double cold, List<Double> warm, double processorSeconds, long peakBytes) {
  Measured {
    warm = warm.stream().sorted().toList();
  }

  double median() {
    int middle = warm.size() / 2;
    return warm.size() % 2 == 1 ? warm.get(middle) : (warm.get(middle - 1) + warm.get(middle)) / 2;
  }

  /// What lies between the slowest and the fastest warm run, as a part of the median.
  double spread() {
    return (warm.getLast() - warm.getFirst()) / median();
  }
}
