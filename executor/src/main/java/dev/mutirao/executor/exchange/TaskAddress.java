package dev.mutirao.executor.exchange;

import dev.mutirao.executor.plan.TaskId;

/// A task and where it runs: the Flight address of its executor as advertised, such as
/// `grpc://10.0.0.7:8820`; empty in an embedded engine.
public record TaskAddress(TaskId task, String executor) {}
