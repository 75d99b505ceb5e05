package dev.mutirao.connectors.error;

/// A failure that a user may read: its message is complete, one line long, and never a stack trace.
/// Made by the catalogue's factories ({@link QueryErrors}, {@link FileErrors}, {@link
/// EngineErrors}) only.
public final class MutiraoException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final ErrorCode code;
  private final int line;
  private final int column;
  private final String option;

  MutiraoException(ErrorCode code, String message, Throwable cause) {
    this(code, message, 0, 0, cause);
  }

  MutiraoException(ErrorCode code, String message, int line, int column, Throwable cause) {
    this(code, message, line, column, "", cause);
  }

  private MutiraoException(
      ErrorCode code, String message, int line, int column, String option, Throwable cause) {
    super(message, cause);
    this.code = code;
    this.line = line;
    this.column = column;
    this.option = option;
  }

  /// An error about an option, which the statement's text may hold.
  static MutiraoException ofOption(ErrorCode code, String option, String message) {
    return new MutiraoException(code, message, 0, 0, option, null);
  }

  public ErrorCode code() {
    return code;
  }

  /// Line of the SQL text that the error points at, from 1; 0 when it points at none.
  public int line() {
    return line;
  }

  /// Column of the SQL text that the error points at, from 1; 0 when it points at none.
  public int column() {
    return column;
  }

  /// Lower-case name of the option that the error is about, as it was given; empty when it is about
  /// none.
  public String option() {
    return option;
  }
}
