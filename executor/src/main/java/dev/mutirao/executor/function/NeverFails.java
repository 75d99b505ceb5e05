package dev.mutirao.executor.function;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// On a built-in function of fixed-width values: no bits make it throw, so it may run under NULLs,
/// where values are undefined, which is faster than going around them.
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
@interface NeverFails {}
