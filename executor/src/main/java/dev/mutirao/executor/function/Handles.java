package dev.mutirao.executor.function;

import dev.mutirao.connectors.type.Int128;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Arrays;

/// Finds the package's static methods as handles.
final class Handles {
  private static final MethodHandles.Lookup LOOKUP = MethodHandles.lookup();

  /// `long -> Int128`.
  static final MethodHandle WIDEN = find(Int128.class, "of", Int128.class, long.class);

  private Handles() {}

  /// What `creation`, `() -> Object`, makes.
  static Object created(MethodHandle creation) {
    try {
      return (Object) creation.invokeExact();
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  static MethodHandle find(Class<?> owner, String name, Class<?> result, Class<?>... parameters) {
    try {
      return LOOKUP.findStatic(owner, name, MethodType.methodType(result, parameters));
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  /// The only static method of that name.
  static MethodHandle find(Class<?> owner, String name) {
    var methods =
        Arrays.stream(owner.getDeclaredMethods())
            .filter(method -> method.getName().equals(name))
            .toList();
    if (methods.size() != 1) {
      throw new IllegalStateException(methods.size() + " methods " + owner.getName() + "." + name);
    }
    try {
      return LOOKUP.unreflect(methods.getFirst());
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
  }

  /// The same function with arguments `long` where `types` says so and it takes {@link Int128}.
  static MethodHandle widened(MethodHandle handle, Class<?>... types) {
    var widened = handle;
    for (int i = 0; i < types.length; i++) {
      if (types[i] == long.class && handle.type().parameterType(i) == Int128.class) {
        widened = MethodHandles.filterArguments(widened, i, WIDEN);
      }
    }
    return widened;
  }
}
