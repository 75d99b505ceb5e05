package dev.mutirao.benchmarks.contest;

import java.util.Arrays;

/// What one engine took for one question. Times are NaN when it gave no answer.
///
/// @param cold seconds of the first run
/// @param warm seconds of the other runs, in ascending order
/// @param processorSeconds of a warm run, the mean
/// @param peakBytes resident memory, the most of all runs
record Measured(double cold, double[] warm, double processorSeconds, long peakBytes) {
  Measured {
    warm = warm.clone();
    Arrays.sort(warm);
  }

  double median() {
    int middle = warm.length / 2;
    return warm.length % 2 == 1 ? warm[middle] : (warm[middle - 1] + warm[middle]) / 2;
  }

  /// What lies between the slowest and the fastest warm run, as a part of the median.
  double spread() {
    return (warm[warm.length - 1] - warm[0]) / median();
  }
}
