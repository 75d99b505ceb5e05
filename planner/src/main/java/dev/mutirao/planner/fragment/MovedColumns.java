package dev.mutirao.planner.fragment;

import dev.mutirao.executor.plan.Expression;
import dev.mutirao.executor.plan.SortKey;
import java.util.ArrayList;
import java.util.List;

/// Follows columns through a projection.
final class MovedColumns {
  private static final int GONE = -1;

  private MovedColumns() {}

  static Spread spread(Spread spread, List<Expression> projection) {
    return switch (spread) {
      case Spread.Single single -> single;
      case Spread.Anywhere anywhere -> anywhere;
      case Spread.Hashed(var columns) -> {
        var moved = columns.stream().map(column -> find(column, projection)).toList();
        yield moved.contains(GONE) ? Spread.ANYWHERE : new Spread.Hashed(moved);
      }
    };
  }

  /// The order up to its first key that the projection drops.
  static List<SortKey> order(List<SortKey> order, List<Expression> projection) {
    var moved = new ArrayList<SortKey>();
    for (var key : order) {
      var column = find(key.column(), projection);
      if (column == GONE) {
        break;
      }
      moved.add(new SortKey(column, key.descending(), key.nullsFirst()));
    }
    return moved;
  }

  private static int find(int column, List<Expression> projection) {
    for (var i = 0; i < projection.size(); i++) {
      if (projection.get(i) instanceof Expression.InputColumn(int index, var ignored)
          && index == column) {
        return i;
      }
    }
    return GONE;
  }
}
