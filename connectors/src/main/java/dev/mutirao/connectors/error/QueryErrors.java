package dev.mutirao.connectors.error;

import java.time.Duration;
import java.util.function.Supplier;

/// Errors about what a statement says and what its values do. Values come last in each message.
public final class QueryErrors {
  private QueryErrors() {}

  /// The parser or the validator refuses the statement at a place of its text (both from 1); at
  /// none yet when the line is 0.
  public static MutiraoException at(ErrorCode code, String message, int line, int column) {
    return placed(new MutiraoException(code, message, null), line, column);
  }

  /// The same error with its place in the SQL text, when it has none yet and the line is not 0.
  public static MutiraoException placed(MutiraoException error, int line, int column) {
    return error.line() > 0 || line <= 0
        ? error
        : new MutiraoException(
            error.code(),
            "line " + line + ", column " + column + ": " + error.getMessage(),
            line,
            column,
            error.getCause());
  }

  /// The same error with the expression in which it came up, when values of rows are its cause.
  /// Functions that refuse an argument, or fail, name themselves.
  public static MutiraoException within(MutiraoException error, Supplier<String> expression) {
    return switch (error.code()) {
      case DIVISION_BY_ZERO, NUMERIC_OVERFLOW, INVALID_CAST ->
          new MutiraoException(
              error.code(),
              error.getMessage() + ", in " + shortened(expression.get()),
              error.line(),
              error.column(),
              error);
      default -> error;
    };
  }

  public static MutiraoException divisionByZero(String dividend) {
    return new MutiraoException(
        ErrorCode.DIVISION_BY_ZERO,
        "division by zero; use NULLIF(divisor, 0) to get NULL instead: " + dividend + " / 0",
        null);
  }

  /// `value` left the range of `type`; `wayOut` names what avoids it, for example `CAST(x AS
  /// DECIMAL(38, 0))`.
  public static MutiraoException overflow(String operation, String type, String wayOut) {
    return new MutiraoException(
        ErrorCode.NUMERIC_OVERFLOW,
        "result does not fit " + type + "; " + wayOut + ": " + operation,
        null);
  }

  public static MutiraoException invalidCast(String value, String type) {
    return new MutiraoException(
        ErrorCode.INVALID_CAST,
        "value cannot be read as "
            + type
            + "; TRY_CAST gives NULL for such values: '"
            + shortened(value)
            + "'",
        null);
  }

  /// No cast leads from one type to the other.
  public static MutiraoException cannotCast(String from, String to) {
    return new MutiraoException(
        ErrorCode.TYPE_MISMATCH, "there is no cast from " + from + " to " + to, null);
  }

  public static MutiraoException invalidArgument(String function, String expected, String got) {
    return new MutiraoException(
        ErrorCode.INVALID_ARGUMENT,
        function + " expects " + expected + ", got " + shortened(got),
        null);
  }

  public static MutiraoException notSupported(String what) {
    return notSupported(what, null);
  }

  /// As above, where another failure shows that it is not.
  public static MutiraoException notSupported(String what, Throwable cause) {
    return new MutiraoException(ErrorCode.NOT_SUPPORTED, what + " is not supported yet", cause);
  }

  /// A scalar subquery gave more than one row.
  public static MutiraoException moreThanOneRow() {
    return new MutiraoException(
        ErrorCode.CARDINALITY_VIOLATION,
        "a subquery used as a value gave more than one row; add LIMIT 1 or an aggregate",
        null);
  }

  public static MutiraoException cancelled(String by) {
    return new MutiraoException(ErrorCode.CANCELLED, "the query was cancelled by " + by, null);
  }

  public static MutiraoException timedOut(Duration limit) {
    return new MutiraoException(
        ErrorCode.STATEMENT_TIMEOUT,
        "the query ran longer than statement_timeout allows; raise it with SET: "
            + limit.toMillis()
            + " ms",
        null);
  }

  static String shortened(String value) {
    return value.length() <= 200
        ? value
        : value.substring(0, 200) + "... (" + value.length() + " characters)";
  }
}
