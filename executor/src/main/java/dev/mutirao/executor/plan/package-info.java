/// What can a node be asked to run? The plan language: immutable records that the planner compiles
/// to, that travel between processes, and that the executor turns into pipelines.
package dev.mutirao.executor.plan;
