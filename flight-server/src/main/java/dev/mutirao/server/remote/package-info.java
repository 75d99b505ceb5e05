/// How does a program of ours use a server? Statements go over plain Flight, rows come back as the
/// engine's own batches.
package dev.mutirao.server.remote;
