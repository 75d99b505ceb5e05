package dev.mutirao.executor.function;

import java.lang.invoke.MethodHandle;
import java.util.List;

/// Arguments that a function takes as one object made of them, such as a pattern: made once when
/// they are constant.
///
/// @param first the position of the first such argument
/// @param count how many follow each other
/// @param factory from their values to the object, which is the handle's parameter in their place
public record Preparation(int first, int count, MethodHandle factory) {
  /// The object made of the arguments, `count` of them.
  ///
  /// @throws dev.mutirao.connectors.error.MutiraoException when they are wrong
  public Object prepare(List<Bytes> arguments) {
    try {
      return factory.invokeWithArguments(arguments);
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }
}
