package dev.mutirao.planner.optimize;

import java.util.ArrayList;
import org.apache.calcite.rel.RelHomogeneousShuttle;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Aggregate;
import org.apache.calcite.rel.core.Filter;
import org.apache.calcite.rel.core.Join;
import org.apache.calcite.rel.core.Sort;
import org.apache.calcite.rel.core.Values;
import org.apache.calcite.rel.hint.RelHint;
import org.apache.calcite.rel.logical.LogicalJoin;

/// Marks the joins that drop rows of the side that probes, where the side whose hash table is built
/// has few of all keys: its keys then tell the scans of the other side which rows find a partner.
/// What it marks is lost when a join is made anew, so it comes last.
///
/// ```
/// Join        Join, which fills a filter with keys of B
///   A    ->     A, without rows that the filter does not know
///   B           B
/// ```
public final class DynamicFilters {
  private static final RelHint FILTERS = RelHint.builder("FILTERS_PROBE").build();

  /// A build side that has all rows of its tables must be so many times smaller.
  private static final double SMALLER = 8;

  /// Of its keys the other side must have so many times more.
  private static final double MORE_VALUES = 2;

  private DynamicFilters() {}

  /// Whether the keys of a join's build side are worth to be told to scans.
  public static boolean isMarked(Join join) {
    return join.getHints().contains(FILTERS);
  }

  static RelNode mark(RelNode tree) {
    return tree.accept(
        new RelHomogeneousShuttle() {
          @Override
          public RelNode visit(RelNode other) {
            var visited = super.visit(other);
            return visited instanceof LogicalJoin join && dropsProbingRows(join) && isWorthIt(join)
                ? marked(join)
                : visited;
          }
        });
  }

  private static RelNode marked(LogicalJoin join) {
    var hints = new ArrayList<>(join.getHints());
    hints.add(FILTERS);
    return join.withHints(hints);
  }

  /// Whether a row of the side that probes counts for nothing when no key equals its own. Of an
  /// anti-join that is so where its left side's table is built: what probes then only strikes rows
  /// out.
  private static boolean dropsProbingRows(Join join) {
    return switch (join.getJoinType()) {
      case INNER, RIGHT, SEMI -> true;
      case ANTI -> SemiJoinSide.isLeft(join);
      default -> false;
    };
  }

  private static boolean isWorthIt(Join join) {
    var build = SemiJoinSide.isLeft(join) ? join.getLeft() : join.getRight();
    var probe = SemiJoinSide.isLeft(join) ? join.getRight() : join.getLeft();
    if (losesRows(build)) {
      return true;
    }
    var metadata = join.getCluster().getMetadataQuery();
    var built = metadata.getRowCount(build);
    var probing = metadata.getRowCount(probe);
    return built != null
        && probing != null
        && built * SMALLER <= probing
        && hasMoreValues(join, probe, built * MORE_VALUES);
  }

  /// Whether a key of the side that probes may have so many values, as far as is known.
  private static boolean hasMoreValues(Join join, RelNode probe, double values) {
    var keys = join.analyzeCondition();
    var probing = probe == join.getLeft() ? keys.leftKeys : keys.rightKeys;
    return probing.stream()
        .anyMatch(key ->
            ColumnFacts.of(probe, key)
                .map(facts -> facts.distinct().orElse(values) >= values)
                .orElse(true));
  }

  /// Whether rows of tables are left out on the way to `node`, and keys with them.
  private static boolean losesRows(RelNode node) {
    return switch (node) {
      case DataScan scan -> scan.filter() != null || scan.sample().isPresent();
      case Values ignored -> true;
      case Filter ignored -> true;
      case Sort sort when sort.fetch != null -> true;
      case Aggregate aggregate when aggregate.getGroupSet().isEmpty() -> true;
      case Join join when !join.getJoinType().projectsRight() -> true;
      default -> node.getInputs().stream().anyMatch(DynamicFilters::losesRows);
    };
  }
}
