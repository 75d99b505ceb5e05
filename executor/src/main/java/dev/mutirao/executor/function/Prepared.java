package dev.mutirao.executor.function;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// On a parameter that stands for text arguments which follow each other, such as a pattern and its
/// flags: made of them by the static method `of` of its class, which takes as many {@link Bytes}.
/// Constant arguments are read once a query, and refused while it is planned when they are wrong. A
/// method has at most one such parameter.
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.PARAMETER)
@interface Prepared {
  /// How many arguments.
  int value() default 1;
}
