package dev.mutirao.functions;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// Makes a public class an aggregate of SQL: one value of many rows. Its objects are states, one
/// per group of rows or several that are merged in the end:
///
/// ```java
/// @AggregateFunction("mean_length")
/// public static class MeanLength {
///   long letters;
///   long texts;
///
///   public void add(String text) { letters += text.length(); texts++; }
///
///   public void merge(MeanLength other) { letters += other.letters; texts += other.texts; }
///
///   public Double result() { return texts == 0 ? null : (double) letters / texts; }
/// }
/// ```
///
/// | member | |
/// | --- | --- |
/// | a public constructor without parameters | the state of no rows |
/// | `void add(...)` | takes a row; the parameters are those of a {@link ScalarFunction}. There may be several, and rows with a NULL are left out as {@link ScalarFunction} says |
/// | `void merge(State other)` | takes the rows of another state, which is not used any more |
/// | `result()` | gives the value, of a type as of a {@link ScalarFunction}; changes nothing, since a window asks for it between rows |
///
/// Rows are added, and states merged, in no particular order. A state is used by one thread at a
/// time. Where all fields that are neither static nor transient are not final and hold numbers,
/// texts, dates, decimals or arrays of these, states travel between executors; else the rows do.
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface AggregateFunction {
  /// The name in SQL.
  String value();

  /// One sentence for `SHOW FUNCTIONS`.
  String description() default "";

  /// A SQL expression that shows a call.
  String example() default "";
}
