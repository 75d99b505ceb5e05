package dev.mutirao.server.node;

import dev.mutirao.server.rpc.ClusterSecret;

/// How an executor process runs.
///
/// @param name what people call it
/// @param host the address that it listens on
/// @param port the port that it listens on; 0 for any free one
/// @param socketPort the port on which it answers other processes of the cluster besides Flight; 0
///   for any free one
/// @param advertisedHost the host under which others reach it
/// @param coordinator the Flight address of its coordinator
/// @param threads how many threads compute
/// @param memory bytes that queries may hold
/// @param secret what processes of the cluster know
/// @param shortcut whether batches pass between tasks of this process without a socket; tests say
///   no
public record ExecutorOptions(
    String name,
    String host,
    int port,
    int socketPort,
    String advertisedHost,
    String coordinator,
    int threads,
    long memory,
    ClusterSecret secret,
    boolean shortcut) {}
