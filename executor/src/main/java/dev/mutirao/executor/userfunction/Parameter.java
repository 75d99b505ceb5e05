package dev.mutirao.executor.userfunction;

import dev.mutirao.connectors.type.Type;
import dev.mutirao.connectors.type.Type.Simple;
import dev.mutirao.executor.function.Widening;
import dev.mutirao.functions.Nullable;
import java.lang.reflect.Executable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// A parameter of a user's method.
///
/// @param seesNull whether NULL is given to the method, rather than the method skipped
record Parameter(Class<?> java, boolean seesNull) {
  /// @throws IllegalArgumentException when there is no SQL type for it
  static Parameter of(java.lang.reflect.Parameter declared) {
    var java = declared.getType();
    boolean marked = declared.isAnnotationPresent(Nullable.class);
    if (ValueTypes.simple(java).isEmpty() && !ValueTypes.isDecimal(java)) {
      throw new IllegalArgumentException(
          "parameter "
              + declared.getName()
              + " has type "
              + java.getSimpleName()
              + "; functions have "
              + ValueTypes.KNOWN);
    }
    if (marked && java.isPrimitive()) {
      throw new IllegalArgumentException(
          "parameter "
              + declared.getName()
              + " is @Nullable, but "
              + java.getSimpleName()
              + " is never null; write its box");
    }
    return new Parameter(java, marked || isBox(java));
  }

  /// Those of a method.
  ///
  /// @throws IllegalArgumentException when there is no SQL type for one
  static List<Parameter> all(Executable method) {
    return Arrays.stream(method.getParameters()).map(Parameter::of).toList();
  }

  /// The types that arguments are cast to; empty when they are not taken.
  static Optional<List<Type>> taken(List<Parameter> parameters, List<Type> arguments) {
    if (arguments.size() != parameters.size()) {
      return Optional.empty();
    }
    var types = new ArrayList<Type>();
    for (int i = 0; i < arguments.size(); i++) {
      parameters.get(i).taken(arguments.get(i)).ifPresent(types::add);
    }
    return types.size() == arguments.size() ? Optional.of(types) : Optional.empty();
  }

  /// Whether values of exactly these types are taken.
  static boolean take(List<Parameter> parameters, List<Type> types) {
    return types.size() == parameters.size()
        && IntStream.range(0, types.size()).allMatch(i -> parameters.get(i).takes(types.get(i)));
  }

  /// A name with the types of parameters, such as `tax(DOUBLE, DOUBLE)`.
  static String signature(String name, List<Parameter> parameters) {
    return parameters.stream()
        .map(Parameter::shown)
        .collect(Collectors.joining(", ", name + "(", ")"));
  }

  /// The type that an argument is cast to; empty when it is not taken.
  Optional<Type> taken(Type argument) {
    if (ValueTypes.isDecimal(java)) {
      return argument == Simple.NULL
          ? Optional.of(new Type.Decimal(Type.Decimal.MAX_PRECISION, 0))
          : Widening.decimal(argument).map(decimal -> decimal);
    }
    return ValueTypes.simple(java).filter(type -> Widening.distance(argument, type).isPresent());
  }

  /// Whether values of exactly this type are taken.
  boolean takes(Type type) {
    return ValueTypes.isDecimal(java)
        ? type instanceof Type.Decimal
        : ValueTypes.simple(java).equals(Optional.of(type));
  }

  /// As signatures show it.
  String shown() {
    return ValueTypes.simple(java).map(Type::sql).orElse("DECIMAL");
  }

  private static boolean isBox(Class<?> java) {
    return java == Boolean.class
        || (Number.class.isAssignableFrom(java) && !ValueTypes.isDecimal(java));
  }
}
