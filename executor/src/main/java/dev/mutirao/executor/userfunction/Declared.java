package dev.mutirao.executor.userfunction;

import dev.mutirao.functions.Deterministic;
import java.lang.reflect.AnnotatedElement;

/// One overload of a function, as a method or a class of a jar declares it.
public sealed interface Declared permits UserAggregate, UserScalar, UserStateful, UserTable {
  /// As a line of the manual, such as `tax(DOUBLE, DOUBLE) -> DOUBLE`.
  String signature();

  /// What overloads of one name may not share.
  String parameterTypes();

  /// Whether equal arguments give equal results.
  boolean deterministic();

  /// What a method or a class says of that; they do where it says nothing.
  static boolean deterministic(AnnotatedElement marked) {
    var mark = marked.getAnnotation(Deterministic.class);
    return mark == null || mark.value();
  }
}
