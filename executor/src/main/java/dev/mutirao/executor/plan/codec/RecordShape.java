package dev.mutirao.executor.plan.codec;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// How a record is spelled: its components in order. A record without components takes one byte, so
/// that no list can claim to be longer than its bytes.
final class RecordShape implements Shape {
  private final Constructor<?> constructor;
  private final Method[] accessors;
  private final Shape[] components;

  RecordShape(Class<?> type) {
    var parts = type.getRecordComponents();
    var types = Arrays.stream(parts).map(part -> part.getType()).toArray(Class<?>[]::new);
    try {
      constructor = type.getDeclaredConstructor(types);
    } catch (NoSuchMethodException e) {
      throw new IllegalStateException("a record has a canonical constructor", e);
    }
    constructor.setAccessible(true);
    accessors = Arrays.stream(parts).map(part -> part.getAccessor()).toArray(Method[]::new);
    for (var accessor : accessors) {
      accessor.setAccessible(true);
    }
    components =
        Arrays.stream(parts).map(part -> Shapes.of(part.getGenericType())).toArray(Shape[]::new);
  }

  @Override
  public void write(Object value, WireWriter writer) {
    writer.enter();
    if (components.length == 0) {
      writer.count(0);
    }
    for (int i = 0; i < components.length; i++) {
      components[i].write(component(value, accessors[i]), writer);
    }
    writer.leave();
  }

  @Override
  public Object read(WireReader reader) {
    reader.enter();
    if (components.length == 0) {
      reader.tag(1);
    }
    var values = new Object[components.length];
    for (int i = 0; i < components.length; i++) {
      values[i] = components[i].read(reader);
    }
    reader.leave();
    return make(values);
  }

  private static Object component(Object value, Method accessor) {
    try {
      return present(accessor.invoke(value), accessor);
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(accessor + " was made accessible", e);
    } catch (InvocationTargetException e) {
      throw unchecked(e);
    }
  }

  private static Object present(@Nullable Object component, Method accessor) {
    if (component == null) {
      throw new IllegalStateException(accessor + " is null, which does not travel");
    }
    return component;
  }

  private Object make(Object[] values) {
    try {
      return constructor.newInstance(values);
    } catch (InstantiationException | IllegalAccessException e) {
      throw new IllegalStateException(constructor + " was made accessible", e);
    } catch (InvocationTargetException e) {
      throw unchecked(e);
    }
  }

  private static RuntimeException unchecked(InvocationTargetException e) {
    return switch (e.getCause()) {
      case RuntimeException failure -> failure;
      case Error error -> throw error;
      case null, default -> new IllegalStateException(e);
    };
  }
}
