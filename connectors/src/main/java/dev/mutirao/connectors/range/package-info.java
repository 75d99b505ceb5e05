/// Where do the numbers of `TABLE(range(a, b))` come from? A generator that is a source like any
/// other.
package dev.mutirao.connectors.range;
