/// How do batches travel between processes? A consumer opens one stream to each task that it reads,
/// on a socket, or by Flight where there is none; both ends are bounded, and values are not copied
/// on the way out. A {@link Sender} sends on a {@link Line}; a {@link Reception} fills {@link
/// Arrivals}.
package dev.mutirao.server.exchange;
