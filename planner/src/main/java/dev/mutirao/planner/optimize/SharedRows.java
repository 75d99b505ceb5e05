package dev.mutirao.planner.optimize;

import java.util.List;
import org.apache.calcite.plan.RelTraitSet;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.RelWriter;
import org.apache.calcite.rel.SingleRel;

/// One of several places that read the rows of the same subplan, which runs once. The input is the
/// same in each of them.
public final class SharedRows extends SingleRel {
  private final int subplan;
  private final int readers;
  private final int reader;

  /// @param subplan numbers the shared subplans of a tree
  /// @param readers how many places there are
  /// @param reader numbers this one, from 0
  SharedRows(RelNode input, int subplan, int readers, int reader) {
    super(input.getCluster(), input.getTraitSet(), input);
    this.subplan = subplan;
    this.readers = readers;
    this.reader = reader;
  }

  public int subplan() {
    return subplan;
  }

  public int readers() {
    return readers;
  }

  public int reader() {
    return reader;
  }

  @Override
  public RelWriter explainTerms(RelWriter writer) {
    return super.explainTerms(writer).item("subplan", subplan).item("readers", readers);
  }

  @Override
  public RelNode copy(RelTraitSet traits, List<RelNode> inputs) {
    return new SharedRows(inputs.getFirst(), subplan, readers, reader);
  }
}
