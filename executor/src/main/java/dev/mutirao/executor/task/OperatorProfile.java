package dev.mutirao.executor.task;

/// What one operator of one task did.
///
/// @param node position of its plan node in the fragment, depth first from 0; -1 for the task's
///   output
/// @param rows rows that it gave
/// @param bytes bytes of the batches that it gave
/// @param nanos time spent in it, without the steps after it, over all threads
/// @param filtered rows of a scan that filters of joins left out
/// @param peakMemory most bytes that its state took
public record OperatorProfile(
    int node,
    String name,
    long rows,
    long batches,
    long bytes,
    long nanos,
    long filtered,
    long peakMemory) {}
