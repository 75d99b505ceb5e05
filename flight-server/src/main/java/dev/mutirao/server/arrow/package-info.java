/// How do batches look to Arrow? Schemas and buffers pass between the engine's columns and Arrow's
/// vectors, for clients and between executors.
package dev.mutirao.server.arrow;
