/// How does a row see the rows around it? Rows are dealt into parts by the hash of their partition,
/// each part is sorted, and each window function walks over its rows once, by position.
package dev.mutirao.executor.window;
