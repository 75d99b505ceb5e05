package dev.mutirao.executor.expression;

import static dev.mutirao.connectors.batch.Column.INT;

import dev.mutirao.connectors.batch.Column;
import dev.mutirao.connectors.batch.Gather;
import dev.mutirao.connectors.type.Layout;
import dev.mutirao.connectors.type.Type;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;

/// Fused functions in one compiled loop.
///
/// @param inputs what the loop reads
/// @param strict whether a NULL input makes the result NULL without computing; otherwise the
///   function sees NULLs
/// @param fails whether the loop can throw, and so must keep away from rows that hold nothing
record LoopNode(
    Type type, Loop loop, List<Node> inputs, Literals literals, boolean strict, boolean fails)
    implements Node {
  @Override
  public Column evaluate(Evaluation evaluation, Rows rows) {
    try (var columns = LoopInputs.evaluate(inputs, evaluation, rows)) {
      return compute(columns, evaluation, rows);
    }
  }

  /// The same of inputs that were evaluated on these rows.
  Column compute(LoopInputs columns, Evaluation evaluation, Rows rows) {
    int length = evaluation.batch().rows();
    var allocator = evaluation.allocator();
    var encoded = strict ? columns.dictionaryEncoded(rows) : null;
    if (encoded != null) {
      return onEntries(encoded, rows, allocator);
    }
    columns.flatten(allocator);
    var present = strict ? columns.present(rows) : rows;
    boolean everywhere = !fails && rows.isAll() && type.layout() != Layout.BYTES;
    var result = run(columns.columns(), everywhere ? rows : present, length, allocator);
    try {
      return result.finish(
          strict ? Bitmaps.allPresent(columns.columns(), length, allocator) : null);
    } finally {
      result.close();
    }
  }

  /// Computes each entry in use once; the result points at the results.
  private Column onEntries(Column encoded, Rows rows, BufferAllocator allocator) {
    var dictionary = encoded.dictionary();
    var entries = LoopInputs.usedEntries(encoded, rows.present(encoded));
    Column results;
    try (var result = run(new Column[] {dictionary}, entries, dictionary.rows(), allocator)) {
      results = result.finish(null);
    }
    if (results.layout() == Layout.BIT || results.mayHaveNulls()) {
      try (results) {
        return decoded(results, encoded, allocator);
      }
    }
    encoded.valuesBuffer().getReferenceManager().retain();
    if (encoded.validityBuffer() != null) {
      encoded.validityBuffer().getReferenceManager().retain();
    }
    return Column.dictionary(
        encoded.rows(), encoded.validityBuffer(), encoded.valuesBuffer(), results);
  }

  private static Column decoded(Column results, Column encoded, BufferAllocator allocator) {
    var entries = new int[encoded.rows()];
    var indices = encoded.values();
    for (int row = 0; row < entries.length; row++) {
      entries[row] = encoded.isNull(row) ? -1 : indices.getAtIndex(INT, row);
    }
    return Gather.rowsOrNull(results, entries, entries.length, allocator);
  }

  private Result run(Column[] columns, Rows rows, int length, BufferAllocator allocator) {
    var result = new Result(type, length, !rows.isAll(), allocator);
    try (var frame = new Frame(columns, literals, allocator)) {
      if (rows.isAll()) {
        loop.all(frame, result, length);
      } else {
        loop.some(frame, result, rows.numbers(), rows.count());
      }
      return result;
    } catch (RuntimeException | Error e) {
      result.close();
      throw e;
    }
  }
}
