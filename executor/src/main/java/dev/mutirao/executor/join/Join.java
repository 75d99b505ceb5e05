package dev.mutirao.executor.join;

import dev.mutirao.connectors.type.Schema;
import dev.mutirao.executor.expression.ExpressionCompiler;
import dev.mutirao.executor.memory.OperatorMemory;
import dev.mutirao.executor.pipeline.OperatorFactory;
import dev.mutirao.executor.pipeline.Sink;
import dev.mutirao.executor.plan.JoinKind;
import dev.mutirao.executor.plan.PlanNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The two ends of a join: the pipeline of the right side ends in `build`; `probe` is an operator
/// of the pipeline of the left side, which runs after it. Closing `probe` releases the right side;
/// `build` is closed after it. Both kinds of join give batches of at most `batchRows` rows.
public record Join(Sink build, OperatorFactory probe) {
  private static final long WHOLE_HASH = -1L;

  /// A join by equal keys.
  ///
  /// @param told what scans are told of the right side before the left side's pipeline runs
  public static Join hash(
      PlanNode.HashJoin node,
      List<ToldKeys> told,
      ExpressionCompiler expressions,
      OperatorMemory memory,
      int batchRows) {
    var residual =
        node.residual().map(condition -> JoinCondition.isTrue(condition, node, expressions));
    return hash(node, told, residual.orElse(null), memory, batchRows, WHOLE_HASH);
  }

  /// As above, with only the bits of `hashBits` left of every hash: tests force collisions so.
  static Join hash(
      PlanNode.HashJoin node,
      List<ToldKeys> told,
      @Nullable JoinCondition residual,
      OperatorMemory memory,
      int batchRows,
      long hashBits) {
    boolean nullAware = node.kind() == JoinKind.NULL_AWARE_ANTI;
    if (nullAware && residual != null) {
      return everyPair(node, node.kind(), residual.andKeysNotUnequal(node), memory, batchRows);
    }
    var right = node.right().output();
    var build =
        new BuildSide(
            right, node.rightKeys(), told, hashBits, tracksRight(node.kind()), memory.state());
    var shared = shared(node, node.kind(), build, residual, memory, batchRows);
    return new Join(
        new BuildSink(build),
        new JoinFactory(
            shared,
            () -> new KeyPairs(build, node.leftKeys(), shared.givesUnmatchedPairs(), nullAware)));
  }

  /// A join by any condition, or by none.
  public static Join nestedLoop(
      PlanNode.NestedLoopJoin node,
      ExpressionCompiler expressions,
      OperatorMemory memory,
      int batchRows) {
    boolean nullAware = node.kind() == JoinKind.NULL_AWARE_ANTI;
    var condition =
        node.condition()
            .map(expression ->
                nullAware
                    ? JoinCondition.isNotFalse(expression, node, expressions)
                    : JoinCondition.isTrue(expression, node, expressions));
    return everyPair(node, node.kind(), condition.orElse(null), memory, batchRows);
  }

  /// A join by a compiled condition over the columns of both sides.
  static Join everyPair(
      PlanNode node,
      JoinKind kind,
      @Nullable JoinCondition condition,
      OperatorMemory memory,
      int batchRows) {
    Schema right = node.inputs().getLast().output();
    var build =
        new BuildSide(right, List.of(), List.of(), WHOLE_HASH, tracksRight(kind), memory.state());
    var shared = shared(node, kind, build, condition, memory, batchRows);
    return new Join(
        new BuildSink(build),
        new JoinFactory(shared, () -> new AllPairs(build, shared.givesUnmatchedPairs())));
  }

  private static JoinShared shared(
      PlanNode node,
      JoinKind kind,
      BuildSide build,
      @Nullable JoinCondition condition,
      OperatorMemory memory,
      int batchRows) {
    var left = node.inputs().getFirst().output();
    return new JoinShared(
        kind,
        left,
        node.inputs().getLast().output(),
        build,
        condition,
        memory.batches(),
        batchRows);
  }

  /// The columns of the left, then of the right side.
  static Schema both(PlanNode node) {
    return node.inputs().getFirst().output().concat(node.inputs().getLast().output());
  }

  /// Whether the join asks in the end which right rows have found a match.
  private static boolean tracksRight(JoinKind kind) {
    return switch (kind) {
      case RIGHT, FULL, RIGHT_SEMI, RIGHT_ANTI -> true;
      case INNER, LEFT, SEMI, ANTI, NULL_AWARE_ANTI -> false;
    };
  }
}
