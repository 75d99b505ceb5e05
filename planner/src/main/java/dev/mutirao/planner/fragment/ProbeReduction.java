package dev.mutirao.planner.fragment;

import dev.mutirao.executor.plan.Expression;
import dev.mutirao.executor.plan.JoinKind;
import dev.mutirao.executor.plan.PlanNode;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// Leaves out rows of a join's left side that find no partner before they are spread over the
/// executors: the keys of the right side are sent to all of them first. The right side runs once
/// for both uses.
///
/// ```
/// HashJoin a.x = b.y                     HashJoin a.x = b.y
///   Receive A, by hash of x                Receive A', by hash of x
///   Receive B, by hash of y                Receive B, by hash of y
///                                ->      A': HashJoin SEMI a.x = b.y
///                                              A
///                                              Receive y of B, everything to all
/// ```
///
/// In the literature this is a semi-join reduction (Bernstein and Chiu, 1981). The keys also filter
/// the scans of A, so that most of its rows are not even decoded.
final class ProbeReduction {
  /// The sides of a join before they are spread.
  record Sides(Piece left, Piece right) {}

  private final Exchanges exchanges;
  private final KeyFilters filters;

  ProbeReduction(Exchanges exchanges, KeyFilters filters) {
    this.exchanges = exchanges;
    this.filters = filters;
  }

  /// The sides of a join that drops left rows without a partner, fewer of them on the left.
  Sides of(Sides sides, List<Integer> leftKeys, List<Integer> rightKeys) {
    var right = sides.right();
    int shared = exchanges.share(right, 2);
    var rows = reader(right, shared, 0);
    var keys = exchanges.broadcast(columns(reader(right, shared, 1), rightKeys));
    var positions = IntStream.range(0, rightKeys.size()).boxed().toList();
    var kept =
        new PlanNode.HashJoin(
            sides.left().node(), keys.node(), JoinKind.SEMI, leftKeys, positions, Optional.empty());
    return new Sides(new Piece(filters.of(kept), sides.left().spread()), rows);
  }

  private static Piece reader(Piece shared, int fragment, int reader) {
    return new Piece(
        new PlanNode.SharedSource(fragment, reader, shared.node().output()), shared.spread());
  }

  private static Piece columns(Piece rows, List<Integer> wanted) {
    var schema = rows.node().output();
    var columns =
        wanted.stream()
            .<Expression>map(column -> new Expression.InputColumn(column, schema.type(column)))
            .toList();
    return new Piece(
        new PlanNode.Project(rows.node(), columns, schema.select(wanted)), Spread.ANYWHERE);
  }
}
