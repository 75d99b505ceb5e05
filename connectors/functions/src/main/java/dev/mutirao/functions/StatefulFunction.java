package dev.mutirao.functions;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// Makes a public class a function of SQL that remembers the rows before: `ewma(x) OVER (PARTITION
/// BY k ORDER BY t)` makes an object for each partition and gives it the rows of it, one after the
/// other in the order.
///
/// ```java
/// @StatefulFunction("ewma")
/// public static class Ewma {
///   double mean = Double.NaN;
///
///   public double next(double x) {
///     mean = Double.isNaN(mean) ? x : 0.9 * mean + 0.1 * x;
///     return mean;
///   }
/// }
/// ```
///
/// The class has a public constructor without parameters, and `next` with parameters and a result
/// as a {@link ScalarFunction} has them; there may be several. A row with a NULL for a parameter
/// that does not take it gives NULL, and the object does not see it. Rows that tie are given in the
/// order of their other columns in the query.
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface StatefulFunction {
  /// The name in SQL.
  String value();

  /// One sentence for `SHOW FUNCTIONS`.
  String description() default "";

  /// A SQL expression that shows a call.
  String example() default "";
}
