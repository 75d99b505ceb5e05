/// What does a kernel cost for each row?
package dev.mutirao.benchmarks.kernel;
