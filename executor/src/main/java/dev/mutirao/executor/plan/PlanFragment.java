package dev.mutirao.executor.plan;

/// The part of a plan between two exchanges. Fragments of a query are numbered from 0, the root;
/// the root's output is {@link Partitioning.Single} and goes to the client.
///
/// @param number names the fragment in its query
/// @param root what each task runs
/// @param partitioning how the tasks' rows are spread over the tasks of the consuming fragment
/// @param placement where the tasks run
public record PlanFragment(
    int number, PlanNode root, Partitioning partitioning, Placement placement) {}
