package dev.mutirao.connectors.function;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// On a method: its result may be null, which is NULL; it returns a reference type. On a parameter
/// (of a reference type): the method takes NULL as null instead of being skipped. On a function's
/// last parameter, an array, it counts for each element.
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.PARAMETER, ElementType.METHOD})
public @interface SqlNullable {}
