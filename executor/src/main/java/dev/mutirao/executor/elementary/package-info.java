/// How are exp and log computed, with the same bits on every machine? Each has a form for one
/// number and one for a vector of them, which do the same operations in the same order.
package dev.mutirao.executor.elementary;
