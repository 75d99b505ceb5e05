package dev.mutirao.executor.window;

import dev.mutirao.executor.aggregate.Accumulators;
import dev.mutirao.executor.aggregate.ColumnList;
import dev.mutirao.executor.plan.WindowCall;
import dev.mutirao.executor.plan.WindowFrame;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.arrow.memory.BufferAllocator;

/// All calls of a window over one part. Calls with the same frame share where it is.
final class Functions {
  private final OrderedRows rows;
  private final PartMemory memory;
  private final Accumulators accumulators;
  private final int batchRows;
  private final boolean descending;
  private final Map<WindowFrame, FrameCursor> frames = new LinkedHashMap<>();
  private final List<WindowFunction> functions = new ArrayList<>();

  Functions(WindowLayout layout, OrderedRows rows, PartMemory memory, int batchRows) {
    this.rows = rows;
    this.descending = !layout.orderBy().isEmpty() && layout.orderBy().getFirst().descending();
    this.memory = memory;
    this.accumulators = layout.accumulators();
    this.batchRows = batchRows;
    layout.calls().forEach(call -> functions.add(function(call)));
  }

  /// Appends one column per call.
  void evaluate(PositionBatch batch, BufferAllocator allocator, ColumnList output) {
    frames.values().forEach(frame -> frame.find(batch));
    for (var function : functions) {
      output.add(function.evaluate(batch, allocator));
    }
  }

  private WindowFunction function(WindowCall call) {
    return switch (call) {
      case WindowCall.Rank rank -> RankFunction.of(rank);
      case WindowCall.Ntile ntile -> RankFunction.of(ntile);
      case WindowCall.Shifted shifted -> new ShiftFunction(shifted, rows, memory, batchRows);
      case WindowCall.FrameValue value ->
          new FrameValueFunction(value, frame(value.frame()), rows, memory, batchRows);
      case WindowCall.Aggregated(var aggregate, var frame) ->
          FramedAggregates.of(accumulators, aggregate, frame(frame), rows, memory, batchRows);
      case WindowCall.Stateful(var function, var arguments, var types, var type) ->
          new StatefulFunction(
              accumulators.users().stateful(function, types, type), arguments, rows, batchRows);
    };
  }

  private FrameCursor frame(WindowFrame frame) {
    return frames.computeIfAbsent(
        frame, each -> new FrameCursor(each, rows, descending, batchRows));
  }
}
