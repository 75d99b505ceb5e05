/// How is an expression computed? A tree becomes loops over batches: runs of strict functions are
/// fused into one method handle inside one loop, the lazy forms (AND, OR, CASE, COALESCE) choose
/// the rows that each part is computed on.
package dev.mutirao.executor.expression;
