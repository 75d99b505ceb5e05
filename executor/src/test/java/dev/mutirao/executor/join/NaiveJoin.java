package dev.mutirao.executor.join;

import dev.mutirao.connectors.type.Literal;
import dev.mutirao.connectors.type.Schema;
import dev.mutirao.executor.plan.JoinKind;
import dev.mutirao.executor.testing.LiteralOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/// Joins by looking at every pair, as SQL defines it.
final class NaiveJoin {
  private NaiveJoin() {}

  /// Whether two rows belong together; null is SQL's unknown.
  interface Condition extends BiFunction<List<Literal>, List<Literal>, @Nullable Boolean> {}

  /// All keys equal and `residual` true.
  static Condition keys(List<Integer> leftKeys, List<Integer> rightKeys, Condition residual) {
    return (left, right) -> {
      Boolean result = residual.apply(left, right);
      if (result == null || !result) {
        return false;
      }
      for (int key = 0; key < leftKeys.size(); key++) {
        var a = left.get(leftKeys.get(key));
        var b = right.get(rightKeys.get(key));
        if (a.isNull() || b.isNull()) {
          return null;
        }
        if (LiteralOrder.compare(a, b) != 0) {
          return false;
        }
      }
      return true;
    };
  }

  static List<List<Literal>> join(
      JoinKind kind,
      Schema leftSchema,
      List<List<Literal>> left,
      Schema rightSchema,
      List<List<Literal>> right,
      Condition condition) {
    var result = new ArrayList<List<Literal>>();
    var rightMatched = new boolean[right.size()];
    for (var row : left) {
      int matches = 0;
      int unknown = 0;
      for (int at = 0; at < right.size(); at++) {
        Boolean matched = condition.apply(row, right.get(at));
        unknown += matched == null ? 1 : 0;
        if (matched != null && matched) {
          matches++;
          rightMatched[at] = true;
          switch (kind) {
            case INNER, LEFT, RIGHT, FULL -> result.add(concat(row, right.get(at)));
            case SEMI, ANTI, NULL_AWARE_ANTI, RIGHT_SEMI, RIGHT_ANTI -> {}
          }
        }
      }
      switch (kind) {
        case LEFT, FULL -> {
          if (matches == 0) {
            result.add(concat(row, nulls(rightSchema)));
          }
        }
        case SEMI -> {
          if (matches > 0) {
            result.add(row);
          }
        }
        case ANTI -> {
          if (matches == 0) {
            result.add(row);
          }
        }
        case NULL_AWARE_ANTI -> {
          if (matches + unknown == 0) {
            result.add(row);
          }
        }
        case INNER, RIGHT, RIGHT_SEMI, RIGHT_ANTI -> {}
      }
    }
    for (int at = 0; at < right.size(); at++) {
      switch (kind) {
        case RIGHT, FULL -> {
          if (!rightMatched[at]) {
            result.add(concat(nulls(leftSchema), right.get(at)));
          }
        }
        case RIGHT_SEMI, RIGHT_ANTI -> {
          if (rightMatched[at] == (kind == JoinKind.RIGHT_SEMI)) {
            result.add(right.get(at));
          }
        }
        case INNER, LEFT, SEMI, ANTI, NULL_AWARE_ANTI -> {}
      }
    }
    return result;
  }

  private static List<Literal> nulls(Schema schema) {
    return schema.fields().stream().map(field -> Literal.ofNull(field.type())).toList();
  }

  private static List<Literal> concat(List<Literal> left, List<Literal> right) {
    var row = new ArrayList<>(left);
    row.addAll(right);
    return row;
  }
}
