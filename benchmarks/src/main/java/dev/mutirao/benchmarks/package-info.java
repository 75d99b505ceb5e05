/// How fast is it, and is the answer right?
package dev.mutirao.benchmarks;
