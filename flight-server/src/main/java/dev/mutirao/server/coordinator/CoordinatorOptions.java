package dev.mutirao.server.coordinator;

import dev.mutirao.server.rpc.ClusterSecret;

/// How a coordinator process runs.
///
/// @param host the address that it listens on
/// @param port the port that it listens on; 0 for any free one
/// @param socketPort the port on which it answers its executors besides Flight; 0 for any free one
/// @param memory bytes that rows on their way to clients may take
/// @param secret what processes of the cluster know
/// @param queryLimit how many queries may run at once
public record CoordinatorOptions(
    String host, int port, int socketPort, long memory, ClusterSecret secret, int queryLimit) {}
