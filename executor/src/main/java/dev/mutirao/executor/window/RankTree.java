package dev.mutirao.executor.window;

/// How often each rank occurs in a frame, as a binary tree of sums and of maxima: adding, removing,
/// the value of a place in the order, and the most frequent rank take a time that grows with the
/// logarithm of the number of ranks.
final class RankTree {
  private final int leaves;

  /// Node 1 is the root, node i has the children 2i and 2i + 1; rank r is node `leaves + r`.
  private final IntVector sums;

  private final IntVector maxima;

  RankTree(int ranks, PartMemory memory) {
    leaves = Math.max(2, Integer.highestOneBit(Math.max(1, ranks - 1)) << 1);
    sums = memory.ints(2 * leaves);
    maxima = memory.ints(2 * leaves);
    for (int node = 0; node < 2 * leaves; node++) {
      sums.set(node, 0);
      maxima.set(node, 0);
    }
  }

  /// Adds a rank, or removes it by a `change` of -1.
  void change(int rank, int change) {
    int node = leaves + rank;
    sums.set(node, sums.get(node) + change);
    maxima.set(node, sums.get(node));
    for (node >>= 1; node > 0; node >>= 1) {
      sums.set(node, sums.get(node) + change);
      maxima.set(node, Math.max(maxima.get(2 * node), maxima.get(2 * node + 1)));
    }
  }

  /// The node of rank 0.
  int leaves() {
    return leaves;
  }

  /// How many values there are below a node.
  int size(int node) {
    return sums.get(node);
  }

  /// How many values there are.
  int size() {
    return sums.get(1);
  }

  /// The rank of the value with `place` others before it in ascending order.
  int at(int place) {
    int node = 1;
    int before = place;
    while (node < leaves) {
      int left = sums.get(2 * node);
      boolean goRight = before >= left;
      before -= goRight ? left : 0;
      node = 2 * node + (goRight ? 1 : 0);
    }
    return node - leaves;
  }

  /// The most frequent rank; of several the first, or the last.
  int mostFrequent(boolean last) {
    int most = maxima.get(1);
    int node = 1;
    while (node < leaves) {
      boolean goRight = last ? maxima.get(2 * node + 1) == most : maxima.get(2 * node) != most;
      node = 2 * node + (goRight ? 1 : 0);
    }
    return node - leaves;
  }
}
