package dev.mutirao.executor.function;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import org.junit.jupiter.api.Test;

class ContextLoaderTest {
  private final ClassLoader own = new ClassLoader() {};
  private final ClassLoader before = Thread.currentThread().getContextClassLoader();

  static ClassLoader current(int ignored) {
    return Thread.currentThread().getContextClassLoader();
  }

  static int length(String text) {
    return text.length();
  }

  static void failing(ClassLoader expected) {
    assertSame(expected, current(0));
    throw new IllegalStateException("as it should");
  }

  @Test
  void aMethodRunsWithTheLoaderAndLeavesTheOther() throws Throwable {
    var current = around("current", MethodType.methodType(ClassLoader.class, int.class));
    assertSame(own, (ClassLoader) current.invokeExact(1));
    assertSame(before, current(0));
  }

  @Test
  void aPrimitiveResultComesThrough() throws Throwable {
    var length = around("length", MethodType.methodType(int.class, String.class));
    assertEquals(5, (int) length.invokeExact("abcde"));
  }

  @Test
  void theOtherLoaderIsBackAfterAFailure() {
    var failing = around("failing", MethodType.methodType(void.class, ClassLoader.class));
    assertThrows(
        IllegalStateException.class,
        () -> {
          failing.invokeExact(own); // a statement, so that it gives nothing
        });
    assertSame(before, current(0));
  }

  private MethodHandle around(String name, MethodType type) {
    try {
      return ContextLoader.around(
          own, MethodHandles.lookup().findStatic(ContextLoaderTest.class, name, type));
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }
}
