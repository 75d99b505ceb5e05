package dev.mutirao.planner.fragment;

import dev.mutirao.executor.plan.Partitioning;
import dev.mutirao.executor.plan.Placement;
import dev.mutirao.executor.plan.PlanFragment;
import dev.mutirao.executor.plan.PlanNode;
import java.util.ArrayList;
import java.util.List;

/// Ends fragments where rows change executors, and keeps those that are complete.
final class Exchanges {
  // A fragment is complete before the one that consumes it, so the numbers here rise towards the
  // root.
  private final List<PlanFragment> complete = new ArrayList<>();
  private final Replicas replicas;

  /// @param replicatedRows up to how many rows of tables every executor reads for itself
  Exchanges(double replicatedRows) {
    this.replicas = new Replicas(replicatedRows, number -> complete.get(number).partitioning());
  }

  /// Which tables are read, and how large they are.
  Replicas replicas() {
    return replicas;
  }

  Piece gather(Piece piece) {
    return piece.isSingle() ? piece : exchange(piece, new Partitioning.Single(), Spread.SINGLE);
  }

  Piece hash(Piece piece, List<Integer> columns) {
    return exchange(piece, new Partitioning.Hash(columns), new Spread.Hashed(columns));
  }

  /// Every executor of the consuming fragment gets every row.
  Piece broadcast(Piece piece) {
    return replicas
        .of(piece.node())
        .map(node -> new Piece(node, Spread.ANYWHERE))
        .orElseGet(() -> exchange(piece, new Partitioning.Broadcast(), Spread.ANYWHERE));
  }

  Piece scatter(Piece piece) {
    return piece.isSingle()
        ? exchange(piece, new Partitioning.RoundRobin(), Spread.ANYWHERE)
        : piece;
  }

  /// Ends a fragment whose rows stay where they are, for several readers.
  ///
  /// @return its number
  int share(Piece piece, int readers) {
    return complete(piece, new Partitioning.Shared(readers));
  }

  /// The finished query: rows of its root fragment go to the client from wherever they are.
  List<PlanFragment> finish(Piece root) {
    complete(root, new Partitioning.Single());
    var last = complete.size() - 1;
    return complete.reversed().stream()
        .map(fragment ->
            new PlanFragment(
                last - fragment.number(),
                FragmentNumbers.replace(fragment.root(), number -> last - number),
                fragment.partitioning(),
                fragment.placement()))
        .toList();
  }

  private Piece exchange(Piece piece, Partitioning partitioning, Spread spread) {
    var number = complete(piece, partitioning);
    var merge =
        spread instanceof Spread.Single
            ? piece.order()
            : List.<dev.mutirao.executor.plan.SortKey>of();
    return new Piece(
        new PlanNode.RemoteSource(number, piece.node().output(), merge), spread, merge);
  }

  private int complete(Piece piece, Partitioning partitioning) {
    var number = complete.size();
    var placement = piece.isSingle() ? Placement.ONE_EXECUTOR : Placement.EVERY_EXECUTOR;
    complete.add(new PlanFragment(number, piece.node(), partitioning, placement));
    return number;
  }
}
