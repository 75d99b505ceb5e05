package dev.mutirao.executor.plan;

/// One key of an order: an input column, its direction, and where NULLs go. Text orders by UTF-8
/// bytes, NaN is greater than every number, -0 equals 0.
public record SortKey(int column, boolean descending, boolean nullsFirst) {}
