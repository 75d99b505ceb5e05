package dev.mutirao.executor.function;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import org.jspecify.annotations.Nullable;

/// The class loader of a thread's context, with which libraries look for services and resources.
/// While code of a user runs, it is that of its jar.
public final class ContextLoader {
  private static final MethodHandle ENTER =
      find("enter", MethodType.methodType(ClassLoader.class, ClassLoader.class));
  private static final MethodHandle LEAVE =
      find("leave", MethodType.methodType(void.class, Throwable.class, ClassLoader.class));

  private static final MethodHandle LEAVE_WITH =
      find(
          "leave",
          MethodType.methodType(Object.class, Throwable.class, Object.class, ClassLoader.class));

  private ContextLoader() {}

  /// Sets it for this thread.
  ///
  /// @return what it was, for {@link #leave(ClassLoader)}
  public static @Nullable ClassLoader enter(ClassLoader loader) {
    var thread = Thread.currentThread();
    var before = thread.getContextClassLoader();
    thread.setContextClassLoader(loader);
    return before;
  }

  /// Sets it back.
  public static void leave(@Nullable ClassLoader before) {
    Thread.currentThread().setContextClassLoader(before);
  }

  /// The same method, which runs with this loader. A few nanoseconds a call.
  public static MethodHandle around(ClassLoader loader, MethodHandle handle) {
    var result = handle.type().returnType();
    var within = MethodHandles.dropArguments(handle, 0, ClassLoader.class);
    var cleanup =
        result == void.class
            ? LEAVE
            : LEAVE_WITH.asType(
                MethodType.methodType(result, Throwable.class, result, ClassLoader.class));
    return MethodHandles.foldArguments(
        MethodHandles.tryFinally(within, cleanup), MethodHandles.insertArguments(ENTER, 0, loader));
  }

  static void leave(Throwable ignored, @Nullable ClassLoader before) {
    leave(before);
  }

  static @Nullable Object leave(
      Throwable ignored, @Nullable Object result, @Nullable ClassLoader before) {
    leave(before);
    return result;
  }

  private static MethodHandle find(String name, MethodType type) {
    try {
      return MethodHandles.lookup().findStatic(ContextLoader.class, name, type);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }
}
