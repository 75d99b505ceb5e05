/// What does the author of a function of the engine import? Annotations on plain static methods,
/// nothing beyond the JDK. Those for functions of users are a module of their own.
package dev.mutirao.connectors.function;
