/// Which engine answers the same questions faster, and are its answers right?
package dev.mutirao.benchmarks.contest;
