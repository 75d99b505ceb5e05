/// How do batches travel between processes? A consumer opens one Flight stream to each task that it
/// reads; both ends are bounded, and values are not copied on the way out.
package dev.mutirao.server.exchange;
