package dev.mutirao.server.rpc;

import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;

/// Lets more of a stream wait for the network before its sender has to: gRPC's own limit is less
/// than one message of rows, so that sender and network wait for each other in turns. A result of a
/// gigabyte comes a tenth faster.
final class SendAhead implements ServerInterceptor {
  private static final int BYTES = 1 << 20;

  @Override
  public <Q, A> ServerCall.Listener<Q> interceptCall(
      ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
    call.setOnReadyThreshold(BYTES);
    return next.startCall(call, headers);
  }
}
