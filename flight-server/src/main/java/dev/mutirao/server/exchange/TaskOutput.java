package dev.mutirao.server.exchange;

import dev.mutirao.connectors.compress.Compression;
import dev.mutirao.connectors.type.Schema;
import dev.mutirao.executor.exchange.BatchStream;

/// Batches for another process of the cluster.
///
/// @param schema their columns
/// @param compression how they travel
public record TaskOutput(BatchStream batches, Schema schema, Compression compression) {}
