package dev.mutirao.planner.optimize;

import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.RelFactories;
import org.apache.calcite.rel.rules.CoreRules;
import org.apache.calcite.sql2rel.RelFieldTrimmer;

/// Keeps of every node only the columns that are used above it.
final class Columns {
  private Columns() {}

  static RelNode trim(RelNode tree) {
    // An aggregation of unique rows stays one: Calcite would make GROUPING an INTEGER.
    var builder =
        RelFactories.LOGICAL_BUILDER
            .create(tree.getCluster(), null)
            .transform(config -> config.withAggregateUnique(true));
    var trimmed = new RelFieldTrimmer(null, builder).trim(tree);
    return Rules.of(CoreRules.PROJECT_MERGE, CoreRules.PROJECT_REMOVE).apply(trimmed);
  }
}
