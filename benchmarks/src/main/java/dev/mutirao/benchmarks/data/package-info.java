/// On which data is it measured?
package dev.mutirao.benchmarks.data;
