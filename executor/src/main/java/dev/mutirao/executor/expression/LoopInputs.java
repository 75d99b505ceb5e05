package dev.mutirao.executor.expression;

import static dev.mutirao.connectors.batch.Column.INT;

import dev.mutirao.connectors.batch.Column;
import dev.mutirao.connectors.batch.Gather;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.jspecify.annotations.Nullable;

/// The evaluated inputs of a loop on one batch.
final class LoopInputs implements AutoCloseable {
  private final Column[] columns;

  private LoopInputs(int count) {
    columns = new Column[count];
  }

  static LoopInputs evaluate(List<Node> nodes, Evaluation evaluation, Rows rows) {
    var inputs = new LoopInputs(nodes.size());
    try {
      for (int i = 0; i < inputs.columns.length; i++) {
        inputs.columns[i] = nodes.get(i).evaluate(evaluation, rows);
      }
      return inputs;
    } catch (RuntimeException | Error e) {
      inputs.close();
      throw e;
    }
  }

  /// Flat columns with the values of others, which stay their owner's.
  static LoopInputs flat(Column[] given, BufferAllocator allocator) {
    var inputs = new LoopInputs(given.length);
    try {
      for (int i = 0; i < given.length; i++) {
        inputs.columns[i] =
            given[i].isDictionary() ? Gather.flat(given[i], allocator) : given[i].share();
      }
      return inputs;
    } catch (RuntimeException | Error e) {
      inputs.close();
      throw e;
    }
  }

  Column[] columns() {
    return columns;
  }

  /// The only input, when it is dictionary encoded with fewer entries than there are rows: then it
  /// pays to compute once per entry.
  @Nullable Column dictionaryEncoded(Rows rows) {
    return columns.length == 1
            && columns[0].isDictionary()
            && columns[0].dictionary().rows() <= rows.count()
        ? columns[0]
        : null;
  }

  /// Decodes what is dictionary encoded.
  void flatten(BufferAllocator allocator) {
    for (int i = 0; i < columns.length; i++) {
      if (columns[i].isDictionary()) {
        var encoded = columns[i];
        columns[i] = Gather.flat(encoded, allocator);
        encoded.close();
      }
    }
  }

  /// Those of `rows` on which no input is NULL.
  Rows present(Rows rows) {
    var present = rows;
    for (var column : columns) {
      present = present.present(column);
    }
    return present;
  }

  /// The entries of a dictionary-encoded column that `rows` point at.
  static Rows usedEntries(Column encoded, Rows rows) {
    var used = new boolean[encoded.dictionary().rows()];
    var indices = encoded.values();
    for (int i = 0; i < rows.count(); i++) {
      used[indices.getAtIndex(INT, rows.at(i))] = true;
    }
    var entries = new int[used.length];
    int count = 0;
    for (int entry = 0; entry < used.length; entry++) {
      entries[count] = entry;
      count += used[entry] ? 1 : 0;
    }
    return count == used.length ? Rows.all(count) : new Rows(entries, count);
  }

  @Override
  public void close() {
    for (var column : columns) {
      if (column != null) {
        column.close();
      }
    }
  }
}
