package dev.mutirao.executor.expression;

import dev.mutirao.connectors.batch.Column;
import dev.mutirao.executor.function.ObjectMethod;
import dev.mutirao.executor.function.UserCode;
import java.lang.invoke.MethodHandles;
import java.util.Arrays;
import org.apache.arrow.memory.BufferAllocator;

/// Calls a method that gives nothing with the values of rows. Used by many threads at once.
public final class ObjectCalling {
  private final Loop.Calling loop;

  ObjectCalling(UserCode code, ObjectMethod method) {
    var body = ObjectLoop.body(method);
    for (int i : ObjectLoop.strict(method)) {
      body = MethodHandles.guardWithTest(Leaves.isNull(i), MethodHandles.empty(body.type()), body);
    }
    this.loop = UserLoops.within(code, LoopTemplates.calling(body));
  }

  /// Binds it to the values of `rows` rows. A row with a NULL that the method does not take is
  /// passed over.
  ///
  /// @param arguments still owned by the caller
  public Bound bind(Column[] arguments, int rows, BufferAllocator allocator) {
    var receivers = new Object[rows];
    var inputs = LoopInputs.flat(arguments, allocator);
    try {
      return new Bound(inputs, receivers, allocator);
    } catch (RuntimeException | Error failure) { // as when states fill the heap
      inputs.close();
      throw failure;
    }
  }

  /// The method with the values of some rows. Used by one thread.
  public final class Bound implements AutoCloseable {
    private final LoopInputs inputs;
    private final Object[] receivers;
    private final Frame frame;

    private Bound(LoopInputs inputs, Object[] receivers, BufferAllocator allocator) {
      this.inputs = inputs;
      this.receivers = receivers;
      this.frame = new Frame(inputs.columns(), Literals.NONE, receivers, allocator);
    }

    /// Whose method {@link #call(int[], int)} calls, by row.
    public Object[] receivers() {
      return receivers;
    }

    /// Calls it for the rows at 0 to before `count` of `rows`, each on its receiver.
    public void call(int[] rows, int count) {
      loop.some(frame, rows, count);
    }

    /// Calls it for the rows `from` to before `to`, each on its receiver.
    public void call(int from, int to) {
      loop.range(frame, from, to);
    }

    /// Calls it on one object for the rows `from` to before `to`.
    public void call(Object object, int from, int to) {
      Arrays.fill(receivers, from, to, object);
      loop.range(frame, from, to);
    }

    @Override
    public void close() {
      Arrays.fill(receivers, null);
      frame.close();
      inputs.close();
    }
  }
}
