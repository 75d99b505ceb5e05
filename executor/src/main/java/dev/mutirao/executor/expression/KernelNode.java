package dev.mutirao.executor.expression;

import dev.mutirao.connectors.batch.Column;
import dev.mutirao.connectors.type.Type;
import dev.mutirao.connectors.vector.VectorModule;
import dev.mutirao.executor.kernel.ColumnKernel;
import dev.mutirao.executor.kernel.KernelArguments;
import dev.mutirao.executor.plan.Expression.Call;
import dev.mutirao.executor.plan.Expression.InputColumn;
import java.lang.foreign.MemorySegment;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.jspecify.annotations.Nullable;

/// A function of whole columns. Its row form, which gives the same bits, computes instead where
/// only some rows are wanted, where the kernel declines, where there are no vectors, and at first,
/// while compiling vector code would take longer than it saves.
///
/// @param places where the arguments are: the number of an input of the row form, or -1 minus the
///   number of a literal
record KernelNode(ColumnKernel kernel, LoopNode rowForm, List<Integer> places) implements Node {
  /// @param rowForm a strict loop around this call alone
  static KernelNode of(ColumnKernel kernel, LoopNode rowForm, Call shape) {
    return new KernelNode(
        kernel,
        rowForm,
        shape.arguments().stream().map(argument -> ((InputColumn) argument).index()).toList());
  }

  @Override
  public Type type() {
    return rowForm.type();
  }

  @Override
  public Column evaluate(Evaluation evaluation, Rows rows) {
    try (var inputs = LoopInputs.evaluate(rowForm.inputs(), evaluation, rows)) {
      if (rows.isAll()
          && inputs.dictionaryEncoded(rows) == null
          && VectorModule.pays(8L * rows.count())) {
        inputs.flatten(evaluation.allocator());
        var column = compute(inputs.columns(), rows.count(), evaluation.allocator());
        if (column != null) {
          return column;
        }
      }
      return rowForm.compute(inputs, evaluation, rows);
    }
  }

  private @Nullable Column compute(Column[] inputs, int rows, BufferAllocator allocator) {
    try (var result = new Result(type(), rows, false, allocator)) {
      return kernel.run(arguments(inputs), rows, result.values())
          ? result.finish(Bitmaps.allPresent(inputs, rows, allocator))
          : null;
    }
  }

  private KernelArguments arguments(Column[] inputs) {
    int count = places.size();
    var columns = new MemorySegment[count];
    var longs = new long[count];
    var doubles = new double[count];
    for (int i = 0; i < count; i++) {
      int place = places.get(i);
      if (place >= 0) {
        columns[i] = inputs[place].values();
      } else {
        longs[i] = rowForm.literals().longs()[-1 - place];
        doubles[i] = rowForm.literals().doubles()[-1 - place];
      }
    }
    return new KernelArguments(columns, longs, doubles);
  }
}
