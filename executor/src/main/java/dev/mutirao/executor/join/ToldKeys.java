package dev.mutirao.executor.join;

import dev.mutirao.executor.key.BuildKeys;

/// What scans are told of a column of a join's right side, which gives its memory back with the
/// join's.
public record ToldKeys(int column, BuildKeys keys) {}
