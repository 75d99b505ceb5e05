package dev.mutirao.connectors.function;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// Names the SQL type of a parameter, or on a method that of its result, where the Java type says
/// too little.
///
/// | SQL type | Java type | unit |
/// | --- | --- | --- |
/// | `DATE` | `int` | days since 1970-01-01 |
/// | `TIME` | `long` | microseconds since midnight |
/// | `TIMESTAMP` | `long` | microseconds since 1970-01-01 00:00:00 |
/// | `INSTANT` | `long` | microseconds since 1970-01-01 00:00:00 UTC |
/// | `INTERVAL_MONTHS` | `int` | months |
/// | `INTERVAL_MICROS` | `long` | microseconds |
/// | `DECIMAL(38, 0)`, of any digits from 19 on | `Int128` | the unscaled number |
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.PARAMETER, ElementType.METHOD})
public @interface SqlType {
  String value();
}
