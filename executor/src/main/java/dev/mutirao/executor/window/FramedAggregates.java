package dev.mutirao.executor.window;

import dev.mutirao.connectors.error.QueryErrors;
import dev.mutirao.executor.aggregate.Accumulators;
import dev.mutirao.executor.plan.AggregateCall;
import dev.mutirao.executor.store.ChunkedColumn;
import dev.mutirao.executor.userfunction.QualifiedName;
import java.util.List;

/// Chooses how an aggregate is computed over frames. Those of every day have a way of their own
/// that takes a constant time per row; any other aggregate is merged from a tree.
final class FramedAggregates {
  private FramedAggregates() {}

  static WindowFunction of(
      Accumulators accumulators,
      AggregateCall call,
      FrameCursor frame,
      OrderedRows rows,
      PartMemory memory,
      int batchRows) {
    if (QualifiedName.is(call.function())) {
      var function =
          accumulators.users().aggregate(call.function(), call.argumentTypes(), call.type());
      return frame.onlyGrows() || function.methods().codec().isEmpty()
          ? new FedAggregate(function, call.arguments(), frame, rows, memory, batchRows)
          : new MergedAggregate(accumulators, call, frame, rows, memory, batchRows);
    }
    return ofEngine(call, frame, rows, memory, batchRows);
  }

  private static WindowFunction ofEngine(
      AggregateCall call, FrameCursor frame, OrderedRows rows, PartMemory memory, int batchRows) {
    return switch (Accumulators.family(call)) {
      case "count" -> new FramedCount(frame, presence(call, rows, memory));
      case "sum" ->
          switch (call.argumentTypes().getFirst().layout()) {
            case INT8, INT16, INT32, INT64, INT128 ->
                new FramedIntegerSum(call, frame, rows, presence(call, rows, memory), memory);
            case FLOAT32, FLOAT64 -> exactSum(call, frame, rows, memory, batchRows);
            case BIT, BYTES ->
                new MergedAggregate(Accumulators.OF_ENGINE, call, frame, rows, memory, batchRows);
          };
      case "min" -> extreme(call, false, frame, rows, memory, batchRows);
      case "max" -> extreme(call, true, frame, rows, memory, batchRows);
      case "numbers" -> ranked(call, frame, rows, memory, batchRows);
      case "texts" ->
          call.function().equals("string_agg")
              ? new FramedTexts(call, frame, rows, presence(call, rows, memory))
              : ranked(call, frame, rows, memory, batchRows);
      default -> new MergedAggregate(Accumulators.OF_ENGINE, call, frame, rows, memory, batchRows);
    };
  }

  private static WindowFunction extreme(
      AggregateCall call,
      boolean greatest,
      FrameCursor frame,
      OrderedRows rows,
      PartMemory memory,
      int batchRows) {
    var values = rows.column(call.arguments().getFirst());
    return new FramedExtreme(
        values, greatest, frame, rows, presence(call, rows, memory), memory, batchRows);
  }

  private static WindowFunction ranked(
      AggregateCall call, FrameCursor frame, OrderedRows rows, PartMemory memory, int batchRows) {
    if (call.function().equals("histogram")) {
      throw QueryErrors.notSupported("histogram over a window");
    }
    var values = rows.column(call.arguments().getFirst());
    var presence = presence(call, rows, memory);
    boolean exact = !call.function().equals("mode");
    var ranks = ValueRanks.of(values, rows, presence, memory, exact);
    return switch (call.function()) {
      case "value_at_risk", "expected_shortfall" -> {
        var range = DoubleRange.of(values, rows, presence);
        yield new FramedRisk(call, values, frame, rows, ranks, range, memory);
      }
      default -> new FramedRanks(call, values, frame, rows, ranks, memory, batchRows);
    };
  }

  private static WindowFunction exactSum(
      AggregateCall call, FrameCursor frame, OrderedRows rows, PartMemory memory, int batchRows) {
    var values = rows.column(call.arguments().getFirst());
    var presence = presence(call, rows, memory);
    var range = DoubleRange.of(values, rows, presence);
    return range.limbs() > FixedPointSums.MAX_LIMBS
        ? new MergedAggregate(Accumulators.OF_ENGINE, call, frame, rows, memory, batchRows)
        : new FramedExactSum(call, frame, FixedPointSums.of(values, range, rows, presence, memory));
  }

  private static Presence presence(AggregateCall call, OrderedRows rows, PartMemory memory) {
    List<ChunkedColumn> arguments = call.arguments().stream().map(rows::column).toList();
    var filter = call.filter().isPresent() ? rows.column(call.filter().getAsInt()) : null;
    return Presence.of(rows, arguments, filter, memory);
  }
}
