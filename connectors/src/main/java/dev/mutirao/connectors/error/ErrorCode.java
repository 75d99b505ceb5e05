package dev.mutirao.connectors.error;

import static dev.mutirao.connectors.error.ErrorCategory.EXTERNAL;
import static dev.mutirao.connectors.error.ErrorCategory.INTERNAL;
import static dev.mutirao.connectors.error.ErrorCategory.RESOURCE;
import static dev.mutirao.connectors.error.ErrorCategory.USER;

/// Every kind of failure, with its category, its SQLSTATE and the name of the Flight status that
/// carries it.
public enum ErrorCode {
  SYNTAX_ERROR(USER, "42601", "INVALID_ARGUMENT"),
  UNKNOWN_TABLE(USER, "42P01", "NOT_FOUND"),
  UNKNOWN_COLUMN(USER, "42703", "INVALID_ARGUMENT"),
  AMBIGUOUS_COLUMN(USER, "42702", "INVALID_ARGUMENT"),
  UNKNOWN_FUNCTION(USER, "42883", "INVALID_ARGUMENT"),
  TYPE_MISMATCH(USER, "42804", "INVALID_ARGUMENT"),
  INVALID_STATEMENT(USER, "42000", "INVALID_ARGUMENT"),
  NOT_SUPPORTED(USER, "0A000", "UNIMPLEMENTED"),
  INVALID_OPTION(USER, "22023", "INVALID_ARGUMENT"),
  ALREADY_EXISTS(USER, "42P07", "ALREADY_EXISTS"),
  DIVISION_BY_ZERO(USER, "22012", "INVALID_ARGUMENT"),
  NUMERIC_OVERFLOW(USER, "22003", "INVALID_ARGUMENT"),
  INVALID_CAST(USER, "22018", "INVALID_ARGUMENT"),
  INVALID_ARGUMENT(USER, "22023", "INVALID_ARGUMENT"),
  CARDINALITY_VIOLATION(USER, "21000", "INVALID_ARGUMENT"),
  FILE_NOT_FOUND(USER, "58P01", "NOT_FOUND"),
  NO_MATCHING_FILES(USER, "58P01", "NOT_FOUND"),
  MALFORMED_FILE(USER, "22P04", "INVALID_ARGUMENT"),
  MALFORMED_VALUE(USER, "22P02", "INVALID_ARGUMENT"),
  ACCESS_DENIED(USER, "42501", "UNAUTHORIZED"),
  UNAUTHENTICATED(USER, "28000", "UNAUTHENTICATED"),
  NO_SESSION(USER, "25P01", "INVALID_ARGUMENT"),
  CANCELLED(USER, "57014", "CANCELLED"),
  STATEMENT_TIMEOUT(RESOURCE, "57014", "TIMED_OUT"),
  OUT_OF_MEMORY(RESOURCE, "53200", "RESOURCE_EXHAUSTED"),
  TOO_MANY_QUERIES(RESOURCE, "53300", "RESOURCE_EXHAUSTED"),
  FILE_CHANGED(EXTERNAL, "58030", "INTERNAL"),
  IO_FAILED(EXTERNAL, "58030", "INTERNAL"),
  EXECUTOR_LOST(EXTERNAL, "57P01", "UNAVAILABLE"),
  NO_EXECUTORS(EXTERNAL, "57P03", "UNAVAILABLE"),
  SERVER_UNREACHABLE(EXTERNAL, "08001", "UNAVAILABLE"),
  PROTOCOL_ERROR(EXTERNAL, "08P01", "INVALID_ARGUMENT"),
  PORT_IN_USE(EXTERNAL, "58000", "INTERNAL"),
  DATA_FOLDER_IN_USE(EXTERNAL, "55006", "INTERNAL"),
  INTERNAL_ERROR(INTERNAL, "XX000", "INTERNAL");

  private final ErrorCategory category;
  private final String sqlState;
  private final String flightStatus;

  ErrorCode(ErrorCategory category, String sqlState, String flightStatus) {
    this.category = category;
    this.sqlState = sqlState;
    this.flightStatus = flightStatus;
  }

  /// Whose business this is.
  public ErrorCategory category() {
    return category;
  }

  /// Five characters, PostgreSQL's where it has one.
  public String sqlState() {
    return sqlState;
  }

  /// Name of a constant of Arrow Flight's `FlightStatusCode`.
  public String flightStatus() {
    return flightStatus;
  }
}
