package dev.mutirao.server.exchange;

import dev.mutirao.executor.plan.codec.PlanCodec;
import dev.mutirao.server.rpc.ExecutorCalls.ExchangeTicket;
import dev.mutirao.server.socket.SocketServer;
import java.nio.channels.SocketChannel;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.apache.arrow.memory.BufferAllocator;

/// The output of tasks, sent on sockets in the {@link BatchForm}. A ticket is an encoded {@link
/// ExchangeTicket}, its number the length of the heads that the reader expects. Thread-safe.
///
/// @param outputs the streams that tickets name
/// @param allocator under the same root allocator as the batches
public record TaskStreams(
    Function<ExchangeTicket, CompletableFuture<TaskOutput>> outputs,
    BufferAllocator allocator,
    NetworkMeter meter)
    implements SocketServer.Streams {
  @Override
  public SocketServer.Sending open(byte[] ticket, int headBytes, SocketChannel channel) {
    var output = outputs.apply(PlanCodec.decode(ExchangeTicket.class, ticket));
    var sender = new SocketSender(output, channel, headBytes, allocator, meter);
    sender.start(() -> {});
    return sender;
  }
}
