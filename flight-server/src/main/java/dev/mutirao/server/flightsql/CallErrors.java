package dev.mutirao.server.flightsql;

import dev.mutirao.connectors.error.ClusterErrors;
import dev.mutirao.connectors.error.QueryErrors;
import dev.mutirao.server.rpc.FlightErrors;
import java.io.IOException;
import org.apache.arrow.flight.FlightProducer.StreamListener;
import org.apache.arrow.flight.FlightRuntimeException;

/// What a failed call tells its client: an error of the catalogue, whoever found it. Flight's
/// library refuses what it cannot read in words of its own, or without any.
final class CallErrors {
  private CallErrors() {}

  /// @param call what was called, such as the name of a command
  static FlightRuntimeException ofCall(String call, Throwable failure) {
    if (failure instanceof IOException unreadable) { // protobuf's exceptions are such
      return FlightErrors.toFlight(unreadable(call, unreadable));
    }
    if (failure instanceof FlightRuntimeException refusal && !FlightErrors.isOurs(refusal)) {
      return switch (refusal.status().code()) {
        case UNIMPLEMENTED -> FlightErrors.toFlight(QueryErrors.notSupported(call));
        case INVALID_ARGUMENT -> FlightErrors.toFlight(unreadable(call, refusal));
        case INTERNAL ->
            refusal.getCause() instanceof IOException
                ? FlightErrors.toFlight(unreadable(call, refusal))
                : refusal;
        case OK,
            UNKNOWN,
            NOT_FOUND,
            TIMED_OUT,
            ALREADY_EXISTS,
            CANCELLED,
            UNAUTHENTICATED,
            UNAUTHORIZED,
            UNAVAILABLE,
            RESOURCE_EXHAUSTED ->
            refusal;
      };
    }
    return FlightErrors.toFlight(failure);
  }

  /// Hands answers on, and errors as {@link #ofCall} has them.
  static <T> StreamListener<T> translating(String call, StreamListener<T> listener) {
    return new StreamListener<>() {
      @Override
      public void onNext(T value) {
        listener.onNext(value);
      }

      @Override
      public void onError(Throwable failure) {
        listener.onError(ofCall(call, failure));
      }

      @Override
      public void onCompleted() {
        listener.onCompleted();
      }
    };
  }

  private static RuntimeException unreadable(String call, Exception cause) {
    return ClusterErrors.malformedMessage("call of Flight SQL", call, cause);
  }
}
