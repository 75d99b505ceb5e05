package dev.mutirao.executor.plan;

import dev.mutirao.connectors.type.Schema;
import java.util.List;

/// A whole query ready to run: its fragments, the root first, then each after the fragment that
/// consumes it.
///
/// @param ordered whether the statement ends in an ORDER BY, so that the client must see rows in
///   the order they come
public record QueryPlan(List<PlanFragment> fragments, boolean ordered) {
  public QueryPlan {
    fragments = List.copyOf(fragments);
    if (fragments.isEmpty() || fragments.getFirst().number() != 0) {
      throw new IllegalArgumentException(
          "a query has a root fragment, number 0, in the first place");
    }
  }

  /// Whether some scan takes a sample of its rows, which another plan of the same statement may
  /// take by another seed.
  public boolean samples() {
    return fragments.stream().anyMatch(fragment -> samples(fragment.root()));
  }

  private static boolean samples(PlanNode node) {
    return node instanceof PlanNode.Scan scan && scan.sample().isPresent()
        || node.inputs().stream().anyMatch(QueryPlan::samples);
  }

  /// The columns that the client sees.
  public Schema output() {
    return fragments.getFirst().root().output();
  }
}
