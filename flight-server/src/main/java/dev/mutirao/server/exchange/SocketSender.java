package dev.mutirao.server.exchange;

import dev.mutirao.connectors.error.ClusterErrors;
import dev.mutirao.server.scheduler.Failure;
import dev.mutirao.server.socket.SocketServer;
import dev.mutirao.server.socket.Sockets;
import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.util.concurrent.CompletableFuture;
import org.apache.arrow.memory.BufferAllocator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Sends batches on a socket, which the reader closes when it wants no more.
final class SocketSender extends Sender implements SocketServer.Sending {
  private static final Logger LOG = LoggerFactory.getLogger(SocketSender.class);

  private final CompletableFuture<TaskOutput> output;
  private final SocketChannel channel;
  private final int headBytes;
  private final BufferAllocator allocator;
  private @Nullable BatchWriter writer; // confined to the thread

  /// @param headBytes of each message, as the reader expects them
  SocketSender(
      CompletableFuture<TaskOutput> output,
      SocketChannel channel,
      int headBytes,
      BufferAllocator allocator,
      NetworkMeter meter) {
    super(output.thenApply(TaskOutput::batches), allocator, meter);
    this.output = output;
    this.channel = channel;
    this.headBytes = headBytes;
    this.allocator = allocator;
  }

  @Override
  Line open() {
    var found = output.join();
    if (headBytes != BatchForm.headBytes(found.schema())) {
      throw ClusterErrors.malformedMessage("ticket for these columns", "another schema", null);
    }
    writer = new BatchWriter(channel, headBytes, found.compression(), allocator);
    return writer;
  }

  @Override
  void fail(Failure failure) {
    boolean told = false;
    try {
      if (writer == null || !writer.isClosed()) {
        BatchWriter.fail(channel, headBytes, failure);
        told = true;
      }
    } catch (IOException hungUp) {
      LOG.debug("a reader has hung up: {}", hungUp.toString());
    } finally {
      if (!told) {
        cut(); // the reader takes this process for lost
      }
    }
  }

  @Override
  void cut() {
    Sockets.close(channel);
  }
}
