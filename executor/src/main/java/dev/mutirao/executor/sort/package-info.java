/// How do rows come in order? Keys are read as 64-bit words that order like the values; runs are
/// sorted by them and merged.
package dev.mutirao.executor.sort;
