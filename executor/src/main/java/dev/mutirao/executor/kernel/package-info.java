/// Which functions are computed on whole columns at once, by vectors, and how?
package dev.mutirao.executor.kernel;
