package dev.mutirao.connectors.source;

/// What describing a table found out.
public record TableDescription(TableHandle handle, TableStatistics statistics) {}
