/// What does the coordinator process do? It keeps the list of executors, does what the scheduler
/// says, and hands the rows of each query to its client.
package dev.mutirao.server.coordinator;
