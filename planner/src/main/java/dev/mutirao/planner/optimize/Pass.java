package dev.mutirao.planner.optimize;

import java.util.function.UnaryOperator;
import org.apache.calcite.rel.RelNode;

/// One step of optimisation.
///
/// @param name as `SET optimizer.disabled` takes it
/// @param sentence what the pass does
/// @param required whether plans cannot be run without it, so that it cannot be switched off
/// @param step the pass itself; it changes neither the rows nor the columns that the tree gives
record Pass(String name, String sentence, boolean required, UnaryOperator<RelNode> step) {
  static Pass required(String name, String sentence, UnaryOperator<RelNode> step) {
    return new Pass(name, sentence, true, step);
  }

  static Pass optional(String name, String sentence, UnaryOperator<RelNode> step) {
    return new Pass(name, sentence, false, step);
  }
}
