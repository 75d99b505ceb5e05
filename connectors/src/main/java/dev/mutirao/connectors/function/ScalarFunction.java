package dev.mutirao.connectors.function;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// Makes a public static method a SQL function: one value per row from one value per argument.
///
/// SQL types follow from Java's: `boolean` BOOLEAN, `byte` TINYINT, `short` SMALLINT, `int`
/// INTEGER, `long` BIGINT, `float` REAL, `double` DOUBLE, `String` VARCHAR, `byte[]` VARBINARY;
/// others are named by {@link SqlType}. The function is strict: a NULL argument gives NULL and the
/// method is not called. A method that can give NULL itself returns a boxed type and is marked
/// {@link SqlNullable}. Several methods may share a name when their parameters differ.
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface ScalarFunction {
  /// The name in SQL, lower case; operators have their sign.
  String value();

  /// Other names of the same function.
  String[] aliases() default {};

  /// One sentence for `SHOW FUNCTIONS` and the manual. Empty on further overloads, which share the
  /// first one's.
  String description() default "";

  /// A SQL expression without columns.
  String example() default "";

  /// What the example gives, as the `csv` format spells it.
  String result() default "";

  /// Whether equal arguments always give equal results.
  Volatility volatility() default Volatility.IMMUTABLE;
}
