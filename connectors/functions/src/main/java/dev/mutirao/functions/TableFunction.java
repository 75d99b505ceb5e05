package dev.mutirao.functions;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// Makes a public static method of a public class a table of SQL: `SELECT * FROM
/// TABLE(primes(100))`.
///
/// The method gives an `Iterable`, `Iterator` or `java.util.stream.Stream` of its rows, which are
/// fetched as they are wanted: it may have no end where the query has a LIMIT. What can be closed
/// is closed when the query needs no more rows. Rows are of a public record, whose components are
/// the columns, or of one of the types of a {@link ScalarFunction}, which is then the column
/// `value`.
///
/// Parameters are those of a {@link ScalarFunction}; arguments are constants. A NULL for a
/// parameter that does not take it gives no rows. Calls run once for each time that a query names
/// them, on one executor.
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface TableFunction {
  /// The name in SQL; the method's when empty.
  String value() default "";

  /// One sentence for `SHOW FUNCTIONS`.
  String description() default "";

  /// A SQL query that shows a call.
  String example() default "";
}
