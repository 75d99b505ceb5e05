package dev.mutirao.server.rpc;

import dev.mutirao.connectors.error.ClusterErrors;
import dev.mutirao.connectors.error.EngineErrors;
import dev.mutirao.connectors.error.ErrorCode;
import dev.mutirao.connectors.error.MutiraoException;
import dev.mutirao.server.scheduler.Failure;
import java.net.UnknownHostException;
import java.nio.channels.UnresolvedAddressException;
import org.apache.arrow.flight.CallStatus;
import org.apache.arrow.flight.ErrorFlightMetadata;
import org.apache.arrow.flight.FlightRuntimeException;
import org.apache.arrow.flight.FlightStatusCode;

/// The catalogue's errors on their way through Flight: the status is the code's, the text the
/// message, and a header has the code itself.
public final class FlightErrors {
  private static final String CODE = "mutirao-error";
  private static final String SQL_STATE = "mutirao-sqlstate";

  /// gRPC drops a call whose error text is longer than 8 KB after escaping.
  private static final int LONGEST_MESSAGE = 2_000;

  private FlightErrors() {}

  /// What a Flight call should fail with.
  public static FlightRuntimeException toFlight(Throwable cause) {
    if (cause instanceof FlightRuntimeException already) {
      return already;
    }
    var failure = Failure.of(cause);
    var headers = new ErrorFlightMetadata();
    headers.insert(CODE, failure.code().name());
    headers.insert(SQL_STATE, failure.code().sqlState());
    return new CallStatus(
            FlightStatusCode.valueOf(failure.code().flightStatus()),
            null,
            shortened(failure.message()),
            headers)
        .toRuntimeException();
  }

  /// Whether a failure carries one of the catalogue's errors.
  public static boolean isOurs(FlightRuntimeException failure) {
    var headers = failure.status().metadata();
    return headers != null && headers.containsKey(CODE);
  }

  /// What a failed Flight call means here.
  ///
  /// @param server the address that was called, for errors of the connection itself
  public static MutiraoException fromFlight(FlightRuntimeException failure, String server) {
    var status = failure.status();
    var description = status.description() == null ? "no reason given" : status.description();
    var headers = status.metadata();
    var code = headers == null || !headers.containsKey(CODE) ? null : headers.get(CODE);
    if (code != null) {
      for (var known : ErrorCode.values()) {
        if (known.name().equals(code)) {
          return EngineErrors.relayed(known, description);
        }
      }
    }
    return switch (status.code()) {
      case UNAVAILABLE -> unreachable(server, firstLine(rootCause(failure)));
      case TIMED_OUT -> ClusterErrors.unreachable(server, "it took too long to answer");
      case UNAUTHENTICATED, UNAUTHORIZED -> ClusterErrors.unauthenticated(firstLine(description));
      case CANCELLED -> EngineErrors.relayed(ErrorCode.CANCELLED, firstLine(description));
      case UNKNOWN,
          INTERNAL,
          INVALID_ARGUMENT,
          NOT_FOUND,
          ALREADY_EXISTS,
          UNIMPLEMENTED,
          OK,
          RESOURCE_EXHAUSTED ->
          ClusterErrors.unreachable(server, status.code() + ": " + firstLine(description));
    };
  }

  private static MutiraoException unreachable(String server, String why) {
    return why.startsWith("Connection refused")
        ? ClusterErrors.nobodyListens(server)
        : ClusterErrors.unreachable(server, why);
  }

  /// What the operating system said, such as that the connection was refused.
  private static String rootCause(Throwable failure) {
    var root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    if (root instanceof UnresolvedAddressException || root instanceof UnknownHostException) {
      return "no such host";
    }
    return root.getMessage() == null ? root.toString() : root.getMessage();
  }

  private static String firstLine(String text) {
    return text.lines().findFirst().orElse("");
  }

  private static String shortened(String text) {
    return text.length() <= LONGEST_MESSAGE ? text : text.substring(0, LONGEST_MESSAGE) + "...";
  }
}
