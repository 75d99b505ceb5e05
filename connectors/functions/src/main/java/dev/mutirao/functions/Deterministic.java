package dev.mutirao.functions;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// Whether equal arguments always give equal results, which is taken for granted: such calls may be
/// computed once instead of for every row. `@Deterministic(false)` on a method that reads a clock,
/// draws a number or the like has it called for every row. On the class of an aggregate or a
/// stateful function it says the same of its calls; on a method that gives a table, that two equal
/// calls in a statement are both made.
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.TYPE})
public @interface Deterministic {
  boolean value();
}
