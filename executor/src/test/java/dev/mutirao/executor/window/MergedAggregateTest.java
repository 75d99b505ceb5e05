package dev.mutirao.executor.window;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.mutirao.connectors.batch.Cells;
import dev.mutirao.connectors.type.Literal;
import dev.mutirao.executor.aggregate.Accumulators;
import dev.mutirao.executor.plan.AggregateCall;
import dev.mutirao.executor.plan.PlanNode;
import dev.mutirao.executor.plan.WindowCall;
import dev.mutirao.executor.plan.WindowFrame;
import dev.mutirao.executor.testing.RowSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.arrow.memory.RootAllocator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// The way that is open to every aggregate gives what the aggregates' own ways give.
class MergedAggregateTest {
  private final RootAllocator root = new RootAllocator();

  @AfterEach
  void everythingIsReleased() {
    root.close();
  }

  @Test
  void treesAndOwnWaysAgree() {
    for (int seed = 0; seed < 80; seed++) {
      var random = new Random(seed);
      var windows = new RandomWindows(seed);
      var rows = windows.rows(List.of(1, 15, 16, 17, 300, 5000).get(random.nextInt(6)));
      var node = windows.window();
      for (var call : node.calls()) {
        if (call instanceof WindowCall.Aggregated(var aggregate, var frame)) {
          assertAgree(node, aggregate, frame, rows, 1 + random.nextInt(500), seed);
        }
      }
    }
  }

  private void assertAgree(
      PlanNode.Window node,
      AggregateCall call,
      WindowFrame frame,
      List<List<Literal>> input,
      int batchRows,
      long seed) {
    var layout = WindowLayout.of(node, Accumulators.OF_ENGINE);
    try (var part = new WindowPart(layout, root);
        var memory = new PartMemory(root)) {
      part.store().add(RowSource.batch(RandomWindows.SCHEMA, input, root, new Random(seed)));
      try (var rows = new OrderedRows(layout, part, root)) {
        boolean descending =
            !layout.orderBy().isEmpty() && layout.orderBy().getFirst().descending();
        var cursor = new FrameCursor(frame, rows, descending, batchRows);
        var merged =
            new MergedAggregate(Accumulators.OF_ENGINE, call, cursor, rows, memory, batchRows);
        var own =
            FramedAggregates.of(Accumulators.OF_ENGINE, call, cursor, rows, memory, batchRows);
        var batch = new PositionBatch(rows, layout.needsPeers(), batchRows);
        while (batch.next()) {
          cursor.find(batch);
          assertEquals(
              values(own, batch), values(merged, batch), "seed " + seed + ", " + call + frame);
        }
      }
    }
  }

  private List<Literal> values(WindowFunction function, PositionBatch batch) {
    var values = new ArrayList<Literal>();
    try (var column = function.evaluate(batch, root)) {
      for (int row = 0; row < column.rows(); row++) {
        values.add(Cells.literal(column, row));
      }
    }
    return values;
  }
}
