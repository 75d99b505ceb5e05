package dev.mutirao.executor.function;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

/// Lets functions use `String` and `byte[]` where the engine has {@link Bytes}.
final class ForeignTypes {
  private static final MethodHandle TO_TEXT =
      find(Bytes.class, "text", MethodType.methodType(String.class));
  private static final MethodHandle TO_ARRAY =
      find(Bytes.class, "toArray", MethodType.methodType(byte[].class));
  private static final MethodHandle FROM_TEXT =
      find(TextBuffer.class, "of", MethodType.methodType(Bytes.class, String.class));
  private static final MethodHandle FROM_ARRAY =
      find(TextBuffer.class, "of", MethodType.methodType(Bytes.class, byte[].class));

  private ForeignTypes() {}

  /// Whether the result of `handle` must be written to a buffer.
  static boolean makeText(MethodHandle handle) {
    var result = handle.type().returnType();
    return result == String.class || result == byte[].class;
  }

  /// The same function on {@link Bytes}; its first parameter is a {@link TextBuffer} when it had
  /// one or makes a text.
  static MethodHandle adapt(MethodHandle handle, boolean hasBuffer) {
    var adapted = handle;
    for (int i = hasBuffer ? 1 : 0; i < handle.type().parameterCount(); i++) {
      var type = handle.type().parameterType(i);
      if (type == String.class) {
        adapted = MethodHandles.filterArguments(adapted, i, TO_TEXT);
      } else if (type == byte[].class) {
        adapted = MethodHandles.filterArguments(adapted, i, TO_ARRAY);
      }
    }
    if (!makeText(handle)) {
      return adapted;
    }
    var finish = handle.type().returnType() == String.class ? FROM_TEXT : FROM_ARRAY;
    if (!hasBuffer) {
      return MethodHandles.collectArguments(finish, 1, adapted);
    }
    throw new IllegalArgumentException("a function with a TextBuffer gives Bytes");
  }

  private static MethodHandle find(Class<?> owner, String name, MethodType type) {
    try {
      return MethodHandles.lookup().findVirtual(owner, name, type);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }
}
