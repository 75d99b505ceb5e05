package dev.mutirao.planner.fragment;

import dev.mutirao.connectors.type.Field;
import dev.mutirao.connectors.type.Schema;
import dev.mutirao.connectors.type.Type;
import dev.mutirao.executor.function.Widening;
import dev.mutirao.executor.plan.Expression;
import dev.mutirao.executor.plan.JoinKind;
import dev.mutirao.executor.plan.PlanNode;
import dev.mutirao.planner.expression.Expressions;
import dev.mutirao.planner.expression.Literals;
import dev.mutirao.planner.optimize.DynamicFilters;
import dev.mutirao.planner.optimize.SemiJoinSide;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.calcite.rel.core.Join;
import org.apache.calcite.rel.metadata.RelMetadataQuery;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexShuttle;
import org.apache.calcite.rex.RexUtil;

/// Plans joins: by hashing where sides are compared for equality, and with the build side sent to
/// every executor when it is small.
final class JoinPlanner {
  private final Expressions expressions;
  private final Exchanges exchanges;
  private final DistributionSettings settings;
  private final KeyFilters filters = new KeyFilters();
  private final ProbeReduction reduction;

  JoinPlanner(Expressions expressions, Exchanges exchanges, DistributionSettings settings) {
    this.expressions = expressions;
    this.exchanges = exchanges;
    this.settings = settings;
    this.reduction = new ProbeReduction(exchanges, filters);
  }

  Piece plan(Join join, Piece left, Piece right) {
    var notIn = NotInCondition.of(join);
    if (notIn.isPresent()) {
      return nullAwareAnti(notIn.get(), left, right);
    }
    var kind = kind(join);
    var condition = SplitCondition.of(join);
    if (condition.leftKeys().isEmpty()) {
      return nestedLoop(join, kind, left, right);
    }
    return SemiJoinSide.isLeft(join)
        ? hash(join, swapped(kind), right, left, condition.swapped())
        : hash(join, kind, left, right, condition);
  }

  private static JoinKind swapped(JoinKind kind) {
    return switch (kind) {
      case SEMI -> JoinKind.RIGHT_SEMI;
      case ANTI -> JoinKind.RIGHT_ANTI;
      case INNER, LEFT, RIGHT, FULL, RIGHT_SEMI, RIGHT_ANTI, NULL_AWARE_ANTI ->
          throw new IllegalStateException("the optimiser swaps the sides of " + kind);
    };
  }

  private Piece hash(Join join, JoinKind kind, Piece left, Piece right, SplitCondition condition) {
    var keys = new JoinKeys(left, right, condition, expressions);
    var residual = residual(join, kind, condition.rest(), keys);
    var placed = place(join, kind, keys);
    var node =
        new PlanNode.HashJoin(
            placed.left().node(),
            placed.right().node(),
            kind,
            keys.leftKeys(),
            keys.rightKeys(),
            residual);
    var filtering = DynamicFilters.isMarked(join) ? filters.of(node) : node;
    return keys.withoutAddedColumns(new Piece(filtering, placed.spread()), kind);
  }

  private Piece nullAwareAnti(NotInCondition condition, Piece left, Piece right) {
    var equality =
        new SplitCondition(
            List.of(condition.leftKey()), List.of(condition.rightKey()), List.of(true), List.of());
    var keys = new JoinKeys(left, right, equality, expressions);
    var placed = broadcast(keys.left(), keys.right());
    var node =
        new PlanNode.HashJoin(
            placed.left().node(),
            placed.right().node(),
            JoinKind.NULL_AWARE_ANTI,
            keys.leftKeys(),
            keys.rightKeys(),
            Optional.empty());
    return keys.withoutAddedColumns(new Piece(node, placed.spread()), JoinKind.NULL_AWARE_ANTI);
  }

  private Piece nestedLoop(Join join, JoinKind kind, Piece left, Piece right) {
    var condition =
        join.getCondition().isAlwaysTrue()
            ? Optional.<Expression>empty()
            : Optional.of(expressions.translate(join.getCondition()));
    var placed = needsWholeRight(kind) ? gathered(left, right) : broadcast(left, right);
    var node =
        new PlanNode.NestedLoopJoin(placed.left().node(), placed.right().node(), kind, condition);
    return new Piece(node, placed.spread());
  }

  private Optional<Expression> residual(
      Join join, JoinKind kind, List<RexNode> conditions, JoinKeys keys) {
    if (conditions.isEmpty()) {
      return Optional.empty();
    }
    var all = RexUtil.composeConjunction(join.getCluster().getRexBuilder(), conditions);
    var width = join.getLeft().getRowType().getFieldCount();
    var moved =
        isOfRight(kind)
            ? sidesSwapped(all, width, keys.left().node().output().size())
            : RexUtil.shift(all, width, keys.addedOnLeft());
    return Optional.of(expressions.translate(moved));
  }

  /// The columns of the join's left side after `probed` ones of the right.
  private static RexNode sidesSwapped(RexNode condition, int width, int probed) {
    return condition.accept(
        new RexShuttle() {
          @Override
          public RexNode visitInputRef(RexInputRef column) {
            var index = column.getIndex();
            return new RexInputRef(
                index < width ? index + probed : index - width, column.getType());
          }
        });
  }

  private static boolean isOfRight(JoinKind kind) {
    return switch (kind) {
      case RIGHT_SEMI, RIGHT_ANTI -> true;
      case INNER, LEFT, RIGHT, FULL, SEMI, ANTI, NULL_AWARE_ANTI -> false;
    };
  }

  private record Placed(Piece left, Piece right, Spread spread) {}

  private Placed place(Join join, JoinKind kind, JoinKeys keys) {
    var left = keys.left();
    var right = keys.right();
    if (left.isSingle() && right.isSingle()) {
      return new Placed(left, right, Spread.SINGLE);
    }
    if (!needsWholeRight(kind) && broadcastPays(join, keys)) {
      return broadcast(left, right);
    }
    var sides = new ProbeReduction.Sides(left, right);
    if (reductionPays(join, kind, keys)) {
      sides = reduction.of(sides, keys.leftKeys(), keys.rightKeys());
    }
    var hashedLeft = hashed(sides.left(), keys.leftKeys());
    var hashedRight = hashed(sides.right(), keys.rightKeys());
    return new Placed(hashedLeft, hashedRight, afterHashing(kind, keys));
  }

  private Piece hashed(Piece piece, List<Integer> keys) {
    return isHashed(piece, keys) ? piece : exchanges.hash(piece, keys);
  }

  private static boolean isHashed(Piece piece, List<Integer> keys) {
    return piece.spread().equals(new Spread.Hashed(keys));
  }

  /// The outer side's keys are whole; the other side's are NULL in rows without a match.
  private static Spread afterHashing(JoinKind kind, JoinKeys keys) {
    return switch (kind) {
      case INNER, LEFT, SEMI, ANTI, NULL_AWARE_ANTI -> new Spread.Hashed(keys.leftKeys());
      case RIGHT ->
          new Spread.Hashed(
              keys.rightKeys().stream()
                  .map(key -> key + keys.left().node().output().size())
                  .toList());
      case RIGHT_SEMI, RIGHT_ANTI -> new Spread.Hashed(keys.rightKeys());
      case FULL -> Spread.ANYWHERE;
    };
  }

  private boolean broadcastPays(Join join, JoinKeys keys) {
    RelMetadataQuery metadata = join.getCluster().getMetadataQuery();
    var right = metadata.getRowCount(join.getRight());
    if (right == null) {
      return false;
    }
    var left = metadata.getRowCount(join.getLeft());
    return settings.broadcastPays(
        right,
        left == null || isHashed(keys.left(), keys.leftKeys()) ? 0 : left,
        isHashed(keys.right(), keys.rightKeys()) ? 0 : right);
  }

  /// Whether left rows without a partner should be left out before the others are spread.
  private boolean reductionPays(Join join, JoinKind kind, JoinKeys keys) {
    boolean dropsLeft =
        switch (kind) {
          case INNER, RIGHT, RIGHT_SEMI, RIGHT_ANTI -> true;
          case LEFT, FULL, SEMI, ANTI, NULL_AWARE_ANTI -> false;
        };
    if (!dropsLeft
        || !DynamicFilters.isMarked(join)
        || keys.left().isSingle()
        || keys.right().isSingle()
        || isHashed(keys.left(), keys.leftKeys())) {
      return false;
    }
    RelMetadataQuery metadata = join.getCluster().getMetadataQuery();
    boolean ofRight = isOfRight(kind);
    var built = metadata.getRowCount(ofRight ? join.getLeft() : join.getRight());
    var probing = metadata.getRowCount(ofRight ? join.getRight() : join.getLeft());
    return built != null && probing != null && settings.reductionPays(built, probing);
  }

  private Placed broadcast(Piece left, Piece right) {
    if (left.isSingle()) {
      return new Placed(left, exchanges.gather(right), Spread.SINGLE);
    }
    return new Placed(left, exchanges.broadcast(right), left.spread());
  }

  private Placed gathered(Piece left, Piece right) {
    return new Placed(exchanges.gather(left), exchanges.gather(right), Spread.SINGLE);
  }

  /// Whether it matters of a right row what all left rows are.
  private static boolean needsWholeRight(JoinKind kind) {
    return switch (kind) {
      case RIGHT, FULL, RIGHT_SEMI, RIGHT_ANTI -> true;
      case INNER, LEFT, SEMI, ANTI, NULL_AWARE_ANTI -> false;
    };
  }

  private static JoinKind kind(Join join) {
    return switch (join.getJoinType()) {
      case INNER -> JoinKind.INNER;
      case LEFT -> JoinKind.LEFT;
      case RIGHT -> JoinKind.RIGHT;
      case FULL -> JoinKind.FULL;
      case SEMI -> JoinKind.SEMI;
      case ANTI -> JoinKind.ANTI;
      default ->
          throw dev.mutirao.connectors.error.QueryErrors.notSupported(
              "a join of type " + join.getJoinType());
    };
  }

  private static Stream<Integer> range(int first, int count) {
    return IntStream.range(first, first + count).boxed();
  }

  /// The sides of a join with their keys in a common type, added as columns at the end where they
  /// differ.
  private static final class JoinKeys {
    private final Piece left;
    private final Piece right;
    private final int leftColumns;
    private final int rightColumns;
    private final List<Integer> leftKeys = new ArrayList<>();
    private final List<Integer> rightKeys = new ArrayList<>();

    JoinKeys(Piece left, Piece right, SplitCondition condition, Expressions expressions) {
      var leftSide = new Side(left, expressions);
      var rightSide = new Side(right, expressions);
      for (var i = 0; i < condition.leftKeys().size(); i++) {
        var leftColumn = condition.leftKeys().get(i);
        var rightColumn = condition.rightKeys().get(i);
        var types = List.of(leftSide.type(leftColumn), rightSide.type(rightColumn));
        var common =
            Widening.common(types)
                .orElseThrow(() -> new IllegalStateException("keys differ: " + types));
        if (condition.dropsNulls().get(i)) {
          leftKeys.add(leftSide.key(leftColumn, common));
          rightKeys.add(rightSide.key(rightColumn, common));
        } else {
          leftKeys.addAll(leftSide.keysWithNull(leftColumn, common));
          rightKeys.addAll(rightSide.keysWithNull(rightColumn, common));
        }
      }
      this.left = leftSide.piece();
      this.right = rightSide.piece();
      this.leftColumns = left.node().output().size();
      this.rightColumns = right.node().output().size();
    }

    Piece left() {
      return left;
    }

    Piece right() {
      return right;
    }

    List<Integer> leftKeys() {
      return leftKeys;
    }

    List<Integer> rightKeys() {
      return rightKeys;
    }

    int addedOnLeft() {
      return left.node().output().size() - leftColumns;
    }

    Piece withoutAddedColumns(Piece joined, JoinKind kind) {
      var output = joined.node().output();
      var first = left.node().output().size();
      var wanted =
          switch (kind) {
            case SEMI, ANTI, NULL_AWARE_ANTI -> range(0, leftColumns).toList();
            case RIGHT_SEMI, RIGHT_ANTI -> range(0, rightColumns).toList();
            case INNER, LEFT, RIGHT, FULL ->
                Stream.concat(range(0, leftColumns), range(first, rightColumns)).toList();
          };
      if (wanted.size() == output.size()) {
        return joined;
      }
      var columns = new ArrayList<Expression>();
      for (var column : wanted) {
        columns.add(new Expression.InputColumn(column, output.type(column)));
      }
      var node = new PlanNode.Project(joined.node(), columns, output.select(wanted));
      return new Piece(node, MovedColumns.spread(joined.spread(), columns));
    }
  }

  private static final class Side {
    private final Piece piece;
    private final Expressions expressions;
    private final List<Expression> columns = new ArrayList<>();
    private final List<Field> fields;

    Side(Piece piece, Expressions expressions) {
      this.piece = piece;
      this.expressions = expressions;
      this.fields = new ArrayList<>(piece.node().output().fields());
      for (var i = 0; i < fields.size(); i++) {
        columns.add(new Expression.InputColumn(i, fields.get(i).type()));
      }
    }

    Type type(int column) {
      return fields.get(column).type();
    }

    int key(int column, Type type) {
      var field = fields.get(column);
      if (field.type().equals(type)) {
        return column;
      }
      return added(field.name(), expressions.cast(columns.get(column), type));
    }

    /// Two keys that are equal where the values are, or where both are NULL: whether it is NULL,
    /// and the value with something in NULL's place.
    List<Integer> keysWithNull(int column, Type type) {
      var name = fields.get(column).name();
      var value = expressions.cast(columns.get(column), type);
      var filled =
          new Expression.Coalesce(
              List.of(value, new Expression.Constant(Literals.anyValue(type))), type);
      return List.of(added(name, new Expression.IsNull(value)), added(name, filled));
    }

    private int added(String name, Expression key) {
      columns.add(key);
      fields.add(new Field(name, key.type(), true));
      return fields.size() - 1;
    }

    Piece piece() {
      return fields.size() == piece.node().output().size()
          ? piece
          : new Piece(
              new PlanNode.Project(piece.node(), columns, new Schema(fields)),
              piece.spread(),
              piece.order());
    }
  }
}
