package dev.mutirao.executor.function;

import java.lang.invoke.MethodHandle;
import java.util.Optional;
import java.util.function.ToLongFunction;

/// What is called on the states of a user's aggregate, which are objects of one class. Whatever a
/// method throws is an error of the catalogue.
///
/// @param creation `() -> Object`: the state of no rows
/// @param add takes a row
/// @param merging `(Object, Object) -> void`: the first takes the rows of the second, which is not
///   used after it
/// @param result gives the value
/// @param codec how states are written as bytes; empty when they cannot be
/// @param size roughly the bytes of Java heap that a state takes
public record AggregateMethods(
    MethodHandle creation,
    ObjectMethod add,
    MethodHandle merging,
    ObjectMethod result,
    Optional<StateCodec> codec,
    ToLongFunction<Object> size) {

  /// A state of no rows.
  public Object create() {
    return Handles.created(creation);
  }

  public void merge(Object into, Object other) {
    try {
      merging.invokeExact(into, other);
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }
}
