/// How do two inputs meet? The right side is kept and, for equal keys, put into a table; each batch
/// of the left side is matched against it.
package dev.mutirao.executor.join;
