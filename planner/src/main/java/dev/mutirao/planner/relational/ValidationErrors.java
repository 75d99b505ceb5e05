package dev.mutirao.planner.relational;

import dev.mutirao.connectors.error.ErrorCode;
import dev.mutirao.connectors.error.MutiraoException;
import dev.mutirao.connectors.error.QueryErrors;
import org.apache.calcite.runtime.CalciteContextException;

/// Says what Calcite's validator refused in the words of the error catalogue.
final class ValidationErrors {
  private ValidationErrors() {}

  static MutiraoException of(CalciteContextException error) {
    var cause = error.getCause() == null ? error : error.getCause();
    if (cause instanceof MutiraoException ours) {
      return ours;
    }
    var message = String.valueOf(cause.getMessage());
    return QueryErrors.at(code(message), message, error.getPosLine(), error.getPosColumn());
  }

  private static ErrorCode code(String message) {
    if (message.startsWith("Object '")) {
      return ErrorCode.UNKNOWN_TABLE;
    }
    if (message.startsWith("Column '") && message.endsWith("ambiguous")) {
      return ErrorCode.AMBIGUOUS_COLUMN;
    }
    if (message.startsWith("Column '") || message.startsWith("Table '")) {
      return ErrorCode.UNKNOWN_COLUMN;
    }
    if (message.startsWith("No match found for function")) {
      return ErrorCode.UNKNOWN_FUNCTION;
    }
    return message.startsWith("Cannot apply")
        ? ErrorCode.TYPE_MISMATCH
        : ErrorCode.INVALID_STATEMENT;
  }
}
