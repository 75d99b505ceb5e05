package dev.mutirao.jdbc;

import java.sql.SQLException;
import org.apache.arrow.flight.FlightRuntimeException;
import org.apache.arrow.flight.FlightStatusCode;

/// What went wrong, in the server's own words and with its SQLSTATE.
final class JdbcErrors {
  private static final String SQL_STATE = "mutirao-sqlstate";
  private static final String GENERAL = "HY000";
  private static final String NO_CONNECTION = "08001";

  private JdbcErrors() {}

  /// The exception to throw for one of Arrow's driver.
  static SQLException translated(Throwable failure) {
    return translated("", failure);
  }

  /// The exception to throw when there is no connection to the server at this address.
  static SQLException ofConnecting(String address, Throwable failure) {
    return translated(" at " + address, failure);
  }

  private static SQLException translated(String place, Throwable failure) {
    for (var cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof FlightRuntimeException flight) {
        return ofFlight(place, flight);
      }
    }
    return failure instanceof SQLException known
        ? known
        : new SQLException(String.valueOf(failure.getMessage()), GENERAL, failure);
  }

  private static SQLException ofFlight(String place, FlightRuntimeException failure) {
    var status = failure.status();
    var headers = status.metadata();
    boolean ours = headers != null && headers.containsKey(SQL_STATE);
    if (!ours && status.code() == FlightStatusCode.UNAVAILABLE) {
      return new SQLException(
          "no answer from the server" + place + ": " + rootCause(failure), NO_CONNECTION, failure);
    }
    var message = status.description() == null ? status.code().name() : status.description();
    return new SQLException(message, ours ? headers.get(SQL_STATE) : GENERAL, failure);
  }

  private static String rootCause(Throwable failure) {
    var root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return String.valueOf(root.getMessage());
  }
}
