package dev.mutirao.functions;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// On a method that returns `BigDecimal`, or a component of a row: the type of its results,
/// `DECIMAL(38, 10)` without it. More digits after the point are rounded, half away from zero; more
/// before it are an error. A parameter needs no such mark: it takes every DECIMAL with the digits
/// that it has.
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Decimal {
  /// All digits, 1 to 38.
  int precision();

  /// The digits after the point.
  int scale();
}
