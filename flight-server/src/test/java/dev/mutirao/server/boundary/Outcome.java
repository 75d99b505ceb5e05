package dev.mutirao.server.boundary;

import dev.mutirao.connectors.error.ErrorCategory;
import dev.mutirao.connectors.error.ErrorCode;
import dev.mutirao.connectors.error.MutiraoException;
import dev.mutirao.connectors.type.Type;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What an expression gives.
sealed interface Outcome {
  /// What a user may be told: that a call is wrong, or its result too large; not that it took too
  /// long, and no fault of the engine.
  default boolean isForUsers() {
    return switch (this) {
      case Values ignored -> true;
      case Refused refused ->
          refused.code().category() == ErrorCategory.USER
              || refused.code() == ErrorCode.OUT_OF_MEMORY;
      case Broken ignored -> false;
    };
  }

  /// Texts of the values of all rows, null for NULL.
  record Values(Type type, List<@Nullable String> texts) implements Outcome {
    /// The value of the only row.
    @Nullable String text() {
      if (texts.size() != 1) {
        throw new IllegalStateException(texts.size() + " rows");
      }
      return texts.getFirst();
    }
  }

  /// An error of the catalogue.
  ///
  /// @param line of the statement, 0 without a place
  record Refused(ErrorCode code, String message, int line) implements Outcome {
    static Refused of(MutiraoException error) {
      return new Refused(error.code(), String.valueOf(error.getMessage()), error.line());
    }
  }

  /// Any other exception.
  record Broken(String exception) implements Outcome {}
}
