package dev.mutirao.server.query;

/// What one operator of a task did, summed over the task's threads.
///
/// @param pipeline position of its pipeline in the task, from 0
/// @param position position in the pipeline: 0 is the source, the last is the sink
/// @param name the operator's name, such as `Scan` or `Aggregate(PARTIAL)`
/// @param rowsIn rows that it took; a source takes none
/// @param rowsOut rows that it gave
/// @param bytes bytes read from storage or the network by a source, bytes given by others
/// @param nanos compute time
/// @param peakBytes most memory that its own state held at once
public record OperatorProfile(
    int pipeline,
    int position,
    String name,
    long rowsIn,
    long rowsOut,
    long bytes,
    long nanos,
    long peakBytes) {}
