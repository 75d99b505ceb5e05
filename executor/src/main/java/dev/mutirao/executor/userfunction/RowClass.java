package dev.mutirao.executor.userfunction;

import dev.mutirao.connectors.type.Field;
import dev.mutirao.connectors.type.Schema;
import dev.mutirao.executor.function.ObjectMethod;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.lang.reflect.WildcardType;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.BaseStream;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/// What a row of a user's table is made of: the components of a record, or one value.
///
/// @param values how the value of each column is got from a row
/// @param isValue whether a row is the one value, and null NULL
record RowClass(Schema columns, List<ObjectMethod> values, boolean isValue) {
  private static final String VALUE = "value";

  private static final Map<Class<?>, Class<?>> STREAMS =
      Map.of(
          IntStream.class,
          int.class,
          LongStream.class,
          long.class,
          DoubleStream.class,
          double.class);

  RowClass {
    values = List.copyOf(values);
  }

  /// @throws IllegalArgumentException when the method gives no rows, or such that cannot be read
  static RowClass of(String function, Method method) {
    var java = row(method);
    if (java.isRecord()) {
      ResultValue.checkUnmarked(java, method);
      return ofRecord(function, java);
    }
    var value =
        ResultValue.of(java, method)
            .orElseThrow(() ->
                new IllegalArgumentException(
                    "its rows are of type "
                        + java.getSimpleName()
                        + "; they must be of a public record or of one of the types "
                        + ValueTypes.KNOWN));
    var field = new Field(VALUE, value.type(), value.givesNull());
    var read = value(function, MethodHandles.identity(java), value);
    return new RowClass(new Schema(List.of(field)), List.of(read), true);
  }

  private static RowClass ofRecord(String function, Class<?> record) {
    if (!Modifier.isPublic(record.getModifiers())) {
      throw new IllegalArgumentException(
          "the record of its rows must be public: " + record.getSimpleName());
    }
    var components = record.getRecordComponents();
    if (components.length == 0) {
      throw new IllegalArgumentException(
          "the record of its rows has no components, which would be the columns: "
              + record.getSimpleName());
    }
    var names = new HashSet<String>();
    var fields = new ArrayList<Field>();
    var values = new ArrayList<ObjectMethod>();
    for (var component : components) {
      if (!names.add(component.getName().toLowerCase(Locale.ROOT))) {
        throw new IllegalArgumentException(
            "two components of its rows differ only in case, which columns cannot: "
                + component.getName());
      }
      var value = value(record, component);
      fields.add(new Field(component.getName(), value.type(), value.givesNull()));
      values.add(value(function, accessor(component), value));
    }
    return new RowClass(new Schema(fields), values, false);
  }

  private static ResultValue value(Class<?> record, RecordComponent component) {
    var name = "component " + record.getSimpleName() + "." + component.getName();
    var java = component.getType();
    try {
      return ResultValue.of(java, component.getAccessor())
          .orElseThrow(() ->
              new IllegalArgumentException(
                  "its type is " + java.getSimpleName() + "; functions have " + ValueTypes.KNOWN));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("of " + name + ": " + e.getMessage(), e);
    }
  }

  private static MethodHandle accessor(RecordComponent component) {
    try {
      return MethodHandles.publicLookup().unreflect(component.getAccessor());
    } catch (IllegalAccessException e) {
      throw new IllegalArgumentException(
          "a component of its rows cannot be reached: " + e.getMessage(), e);
    }
  }

  private static ObjectMethod value(String function, MethodHandle read, ResultValue value) {
    var called = value.converted(read);
    called = called.asType(called.type().changeParameterType(0, Object.class));
    called = value.buffered(Failures.toldIn(function, "a row", called));
    return new ObjectMethod(
        called, List.of(), List.of(), value.type(), value.isText(), value.givesNull());
  }

  /// The class of the rows that a method gives.
  private static Class<?> row(Method method) {
    var given = method.getReturnType();
    if (STREAMS.containsKey(given)) {
      return STREAMS.get(given);
    }
    boolean isRows =
        Iterable.class.isAssignableFrom(given)
            || Iterator.class.isAssignableFrom(given)
            || BaseStream.class.isAssignableFrom(given);
    if (isRows
        && method.getGenericReturnType() instanceof ParameterizedType type
        && type.getActualTypeArguments().length == 1
        && bound(type.getActualTypeArguments()[0]) instanceof Class<?> row) {
      return row;
    }
    throw new IllegalArgumentException(
        "it returns "
            + method.getGenericReturnType().getTypeName()
            + "; a table is an Iterable, Iterator or Stream of a record or of single values, as in"
            + " Iterable<Long>");
  }

  private static Type bound(Type argument) {
    return argument instanceof WildcardType wildcard ? wildcard.getUpperBounds()[0] : argument;
  }
}
