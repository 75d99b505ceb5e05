package dev.mutirao.executor.userfunction;

import dev.mutirao.connectors.type.Type;
import dev.mutirao.connectors.type.Type.Simple;
import dev.mutirao.executor.function.Widening;
import dev.mutirao.functions.Nullable;
import java.util.Optional;

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
          "parameter " + declared.getName() + " has type " + java.getSimpleName());
    }
    if (marked && java.isPrimitive()) {
      throw new IllegalArgumentException(
          "parameter "
              + declared.getName()
              + " is @Nullable, but a "
              + java.getSimpleName()
              + " is never null; write its box");
    }
    return new Parameter(java, marked || isBox(java));
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
