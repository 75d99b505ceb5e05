package dev.mutirao.executor.userfunction;

import dev.mutirao.connectors.type.Type;
import dev.mutirao.executor.function.Implementation;
import dev.mutirao.executor.function.NullArguments;
import dev.mutirao.executor.function.Overload;
import dev.mutirao.executor.function.ResolvedFunction;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// A user's static method as a function. Where all parameters are strict it is composed like a
/// function of the engine; where one sees NULL, or results vary, the handle takes references and
/// tells NULLs itself.
///
/// @param name as plans call it
/// @param shown as users call it
record UserScalar(
    String name,
    String shown,
    MethodHandle method,
    List<Parameter> parameters,
    ResultValue result,
    boolean deterministic)
    implements Declared, Overload {
  UserScalar {
    parameters = List.copyOf(parameters);
  }

  /// @throws IllegalArgumentException when the method cannot be a function
  /// @throws IllegalAccessException when it is not public
  static UserScalar of(String name, String shown, Method method) throws IllegalAccessException {
    return new UserScalar(
        name,
        shown,
        MethodHandles.publicLookup().unreflect(method),
        Parameter.all(method),
        ResultValue.of(method),
        Declared.deterministic(method));
  }

  @Override
  public Optional<ResolvedFunction> resolve(List<Type> arguments) {
    return Parameter.taken(parameters, arguments)
        .map(types -> new ResolvedFunction(name, types, result.type()));
  }

  @Override
  public Optional<Implementation> implement(List<Type> types, Type resultType) {
    return resultType.equals(result.type()) && Parameter.take(parameters, types)
        ? Optional.of(implementation(types))
        : Optional.empty();
  }

  private Implementation implementation(List<Type> types) {
    boolean strict = deterministic && parameters.stream().noneMatch(Parameter::seesNull);
    var called = Failures.told(shown, result.converted(method));
    for (int i = 0; i < types.size(); i++) {
      var type = parameters.get(i).java();
      called =
          MethodHandles.filterArguments(
              called,
              i,
              strict
                  ? ValueTypes.toJava(types.get(i), type)
                  : ValueTypes.toNullableJava(types.get(i), type));
    }
    if (!strict) {
      called = NullArguments.skipped(called, strictParameters());
    }
    return new Implementation(
        result.buffered(called),
        result.isText(),
        !strict || result.givesNull(),
        !strict,
        true,
        Optional.empty());
  }

  private List<Integer> strictParameters() {
    return IntStream.range(0, parameters.size())
        .filter(i -> !parameters.get(i).seesNull())
        .boxed()
        .toList();
  }

  @Override
  public String signature() {
    return Parameter.signature(shown, parameters) + " -> " + result.type().sql();
  }

  @Override
  public String parameterTypes() {
    return Parameter.signature("", parameters);
  }
}
