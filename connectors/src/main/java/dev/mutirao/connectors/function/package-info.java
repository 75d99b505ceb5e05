/// What does the author of a function import? Annotations on plain static methods, nothing beyond
/// the JDK.
package dev.mutirao.connectors.function;
