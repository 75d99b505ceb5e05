package dev.mutirao.executor.pipeline;

/// The two ends of a step that must see all of its input before it gives its output: a pipeline
/// ends in `sink`, and a later pipeline, which runs after it, begins at `source`. Closing the
/// source releases what is left in between; the sink is closed after it.
public record Breaker(Sink sink, Source source) {}
