package dev.mutirao.executor.expression;

import dev.mutirao.connectors.batch.Column;
import dev.mutirao.executor.function.ObjectMethod;
import dev.mutirao.executor.function.UserCode;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.util.ArrayList;
import java.util.stream.IntStream;
import org.apache.arrow.memory.BufferAllocator;

/// Calls a method that gives a value on an object per row, and makes a column of the values. Used
/// by many threads at once.
public final class ObjectLoop {
  private final ObjectMethod method;
  private final Loop loop;

  /// Arguments for whose NULL the value is NULL.
  private final int[] strict;

  ObjectLoop(UserCode code, ObjectMethod method) {
    this.method = method;
    this.strict = strict(method);
    var body = body(method);
    this.loop =
        UserLoops.within(
            code,
            LoopTemplates.compile(
                method.needsBuffer() ? MethodHandles.foldArguments(body, Leaves.RESET) : body,
                method.result().layout(),
                method.givesNull()));
  }

  /// `(Frame, int row) -> value` of a method.
  static MethodHandle body(ObjectMethod method) {
    var arguments = new ArrayList<MethodHandle>();
    if (method.needsBuffer()) {
      arguments.add(Leaves.TEXT_BUFFER);
    }
    arguments.add(Leaves.RECEIVER);
    for (int i = 0; i < method.parameters().size(); i++) {
      var layout = method.parameters().get(i).layout();
      var wanted = method.handle().type().parameterType(arguments.size());
      var leaf =
          method.takesNull().get(i) ? Leaves.nullableColumn(i, layout) : Leaves.column(i, layout);
      arguments.add(leaf.asType(Leaves.type(wanted)));
    }
    return LoopCompiler.apply(method.handle(), arguments);
  }

  static int[] strict(ObjectMethod method) {
    return IntStream.range(0, method.parameters().size())
        .filter(i -> !method.takesNull().get(i))
        .toArray();
  }

  /// Calls the method of `objects[row]` for the rows from 0, in their order.
  ///
  /// @param arguments still owned by the caller, as the column that comes back is
  public Column call(Object[] objects, Column[] arguments, int rows, BufferAllocator allocator) {
    try (var inputs = LoopInputs.flat(arguments, allocator)) {
      var needed = new Column[strict.length];
      var present = Rows.all(rows);
      for (int i = 0; i < strict.length; i++) {
        needed[i] = inputs.columns()[strict[i]];
        present = present.present(needed[i]);
      }
      try (var result = new Result(method.result(), rows, !present.isAll(), allocator);
          var frame = new Frame(inputs.columns(), Literals.NONE, objects, allocator)) {
        if (present.isAll()) {
          loop.all(frame, result, rows);
        } else {
          loop.some(frame, result, present.numbers(), present.count());
        }
        return result.finish(Bitmaps.allPresent(needed, rows, allocator));
      }
    }
  }

  /// Begins a column of what a method without arguments gives for objects one after the other.
  ///
  /// @param rows how many there will be
  public Filling filling(int rows, BufferAllocator allocator) {
    return new Filling(rows, allocator);
  }

  /// A column that is filled. Used by one thread.
  public final class Filling implements AutoCloseable {
    private final Object[] receivers;
    private final int[] row = {-1};
    private final Frame frame;
    private final Result result;

    private Filling(int rows, BufferAllocator allocator) {
      this.receivers = new Object[rows];
      this.result = new Result(method.result(), rows, true, allocator);
      this.frame = new Frame(new Column[0], Literals.NONE, receivers, allocator);
    }

    /// Asks an object for its value, which is the next row's.
    public void ask(Object object) {
      receivers[++row[0]] = object;
      loop.some(frame, result, row, 1);
    }

    /// The column, when as many objects were asked as there are rows.
    public Column finish() {
      return result.finish(null);
    }

    @Override
    public void close() {
      frame.close();
      result.close();
    }
  }
}
