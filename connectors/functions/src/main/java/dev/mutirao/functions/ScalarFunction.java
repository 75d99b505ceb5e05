package dev.mutirao.functions;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// Makes a public static method of a public class a function of SQL: one value per row from one
/// value per argument.
///
/// | Java | SQL |
/// | --- | --- |
/// | `boolean` | BOOLEAN |
/// | `byte`, `short`, `int`, `long` | TINYINT, SMALLINT, INTEGER, BIGINT |
/// | `float`, `double` | REAL, DOUBLE |
/// | `java.math.BigDecimal` | DECIMAL; see {@link Decimal} |
/// | `String`, `byte[]` | VARCHAR, VARBINARY |
/// | `java.time.LocalDate`, `LocalDateTime` | DATE, TIMESTAMP |
/// | `java.time.Instant` | TIMESTAMP WITH LOCAL TIME ZONE |
///
/// A NULL argument gives NULL and the method is not called, unless the parameter is of a boxed type
/// or {@link Nullable}, which sees it as `null`. `null` returned is NULL. Several methods may share
/// a name when the types of their parameters differ. Methods are called by many threads at once.
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface ScalarFunction {
  /// The name in SQL; the method's when empty.
  String value() default "";

  /// One sentence for `SHOW FUNCTIONS`.
  String description() default "";

  /// A SQL expression that shows a call.
  String example() default "";
}
