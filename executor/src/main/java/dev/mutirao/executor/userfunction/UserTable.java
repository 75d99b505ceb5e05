package dev.mutirao.executor.userfunction;

import dev.mutirao.connectors.type.Literal;
import dev.mutirao.connectors.type.Schema;
import dev.mutirao.connectors.type.Type;
import dev.mutirao.executor.function.ObjectMethod;
import dev.mutirao.executor.function.TableOverload;
import dev.mutirao.executor.function.UserRows;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// A user's static method as a function that gives rows.
///
/// @param shown as users call it
/// @param loader of its class
/// @param rows what its rows are
record UserTable(
    String shown,
    ClassLoader loader,
    MethodHandle method,
    List<Parameter> parameters,
    RowClass rows,
    boolean deterministic)
    implements Declared, TableOverload {
  /// @throws IllegalArgumentException when the method cannot be a function
  /// @throws IllegalAccessException when it cannot be reached
  static UserTable of(String shown, Method method) throws IllegalAccessException {
    return new UserTable(
        shown,
        method.getDeclaringClass().getClassLoader(),
        MethodHandles.publicLookup().unreflect(method),
        Parameter.all(method),
        RowClass.of(shown, method),
        Declared.deterministic(method));
  }

  @Override
  public Optional<List<Type>> parameters(List<Type> arguments) {
    return Parameter.taken(parameters, arguments);
  }

  @Override
  public Schema columns() {
    return rows.columns();
  }

  @Override
  public List<ObjectMethod> values() {
    return rows.values();
  }

  @Override
  public UserRows open(List<Literal> arguments) {
    var values = new Object[arguments.size()];
    for (int i = 0; i < values.length; i++) {
      if (arguments.get(i).isNull() && !parameters.get(i).seesNull()) {
        return IteratedRows.NONE;
      }
      values[i] = ValueTypes.value(arguments.get(i), parameters.get(i).java());
    }
    return IteratedRows.of(shown, loader, values, () -> given(values), !rows.isValue());
  }

  private @Nullable Object given(Object[] values) throws Throwable {
    return method.invokeWithArguments(values);
  }

  @Override
  public String signature() {
    return Parameter.signature(shown, parameters)
        + columns().fields().stream()
            .map(field -> field.name() + " " + field.type().sql())
            .collect(Collectors.joining(", ", " -> TABLE(", ")"));
  }

  @Override
  public String parameterTypes() {
    return Parameter.signature("", parameters);
  }
}
