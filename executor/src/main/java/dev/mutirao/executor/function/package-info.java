/// Which functions are there? A registry of overloads, and the built-in ones: annotated static
/// methods, one file per family.
package dev.mutirao.executor.function;
