package dev.mutirao.server.scheduler;

import dev.mutirao.connectors.error.EngineErrors;
import dev.mutirao.connectors.error.ErrorCode;
import dev.mutirao.connectors.error.MutiraoException;
import java.util.concurrent.CompletionException;

/// An error as it travels between processes: its code and its complete message.
public record Failure(ErrorCode code, String message) {
  /// What happened, in the catalogue's words; a defect when it was not from the catalogue.
  public static Failure of(Throwable cause) {
    return switch (cause) {
      case MutiraoException known -> new Failure(known.code(), known.getMessage());
      case CompletionException wrapper when wrapper.getCause() != null -> of(wrapper.getCause());
      default -> of(EngineErrors.internal(cause.toString(), cause));
    };
  }

  /// The same failure, to be thrown here.
  public MutiraoException exception() {
    return EngineErrors.relayed(code, message);
  }
}
