package dev.mutirao.executor.userfunction;

/// One overload of a function, as a method or a class of a jar declares it.
public sealed interface Declared permits UserAggregate, UserScalar, UserStateful, UserTable {
  /// As a line of the manual, such as `tax(DOUBLE, DOUBLE) -> DOUBLE`.
  String signature();

  /// What overloads of one name may not share.
  String parameterTypes();

  /// Whether equal arguments give equal results.
  boolean deterministic();
}
