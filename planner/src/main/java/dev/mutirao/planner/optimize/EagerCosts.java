package dev.mutirao.planner.optimize;

import java.util.List;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Join;
import org.apache.calcite.sql.type.SqlTypeName;

/// What joining and grouping rows costs, where 1 is to look up a row in the hash table of a join.
final class EagerCosts {
  private static final double PROBE = 1;
  private static final double BUILD = 2;
  private static final double JOINED = 0.5;
  private static final double GROUP = 0.5;
  private static final double NUMBER_KEY = 0.5;
  private static final double TEXT_KEY = 1.5;

  /// With more groups, the hash table leaves a processor's caches.
  private static final double CACHED_GROUPS = 1 << 14;

  private static final double UNCACHED = 1.5;

  private EagerCosts() {}

  /// Of joining the rows of one of the inputs.
  static double joining(Join join, boolean isLeft) {
    return rows(isLeft ? join.getLeft() : join.getRight()) * (isLeft ? PROBE : BUILD)
        + rows(join) * JOINED;
  }

  /// Of grouping a node's rows.
  static double grouping(RelNode node, List<Integer> keys) {
    var rows = rows(node);
    var each = GROUP;
    for (var key : keys) {
      var type = node.getRowType().getFieldList().get(key).getType().getSqlTypeName();
      each += SqlTypeName.STRING_TYPES.contains(type) ? TEXT_KEY : NUMBER_KEY;
    }
    var groups = RowCountHandler.groups(node, keys, rows);
    return rows * (groups > CACHED_GROUPS ? each + UNCACHED : each);
  }

  static double rows(RelNode node) {
    var rows = node.getCluster().getMetadataQuery().getRowCount(node);
    return rows == null ? 0 : rows;
  }
}
