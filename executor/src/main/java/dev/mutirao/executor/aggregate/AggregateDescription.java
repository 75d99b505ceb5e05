package dev.mutirao.executor.aggregate;

/// What a user reads about an aggregate.
///
/// @param name lower-case name
/// @param signature how it is called, for example `sum(x)`
/// @param description one sentence
/// @param example an expression over a table with columns `x` and `y`
public record AggregateDescription(
    String name, String signature, String description, String example) {}
