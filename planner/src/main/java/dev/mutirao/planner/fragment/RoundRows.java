package dev.mutirao.planner.fragment;

import org.apache.calcite.plan.RelOptCluster;
import org.apache.calcite.plan.RelTraitSet;
import org.apache.calcite.rel.AbstractRelNode;
import org.apache.calcite.rel.RelWriter;
import org.apache.calcite.rel.type.RelDataType;

/// A leaf in the step of a recursion: the rows of the round before (input 0) or of a fixed input.
final class RoundRows extends AbstractRelNode {
  private final int input;

  RoundRows(RelOptCluster cluster, RelTraitSet traits, int input, RelDataType rowType) {
    super(cluster, traits);
    this.input = input;
    this.rowType = rowType;
  }

  int input() {
    return input;
  }

  @Override
  public RelWriter explainTerms(RelWriter writer) {
    return super.explainTerms(writer).item("input", input);
  }
}
