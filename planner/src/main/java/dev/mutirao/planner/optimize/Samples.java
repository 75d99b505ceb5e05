package dev.mutirao.planner.optimize;

import dev.mutirao.connectors.error.QueryErrors;
import dev.mutirao.executor.plan.PlanNode.RowSample;
import org.apache.calcite.rel.RelHomogeneousShuttle;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Sample;
import org.apache.calcite.rel.core.TableScan;
import org.apache.calcite.schema.TransientTable;

/// TABLESAMPLE as part of the scan that it stands behind.
final class Samples {
  /// Rows that SYSTEM takes or leaves together.
  private static final int BLOCK_ROWS = 1024;

  private Samples() {}

  static RelNode intoScans(RelNode tree) {
    return tree.accept(
        new RelHomogeneousShuttle() {
          @Override
          public RelNode visit(RelNode node) {
            return node instanceof Sample sample ? sampled(sample) : super.visit(node);
          }
        });
  }

  private static RelNode sampled(Sample sample) {
    if (!(sample.getInput() instanceof TableScan scan)
        || scan.getTable().unwrap(TransientTable.class) != null) {
      throw QueryErrors.notSupported("TABLESAMPLE of anything but a file or an external table");
    }
    var parameters = sample.getSamplingParameters();
    int blockRows = parameters.isBernoulli() ? 1 : BLOCK_ROWS;
    double rate = parameters.sampleRate.doubleValue();
    return DataScan.of(scan)
        .withSample(new RowSample(rate, parameters.getRepeatableSeed(), blockRows));
  }
}
