package dev.mutirao.planner.expression;

import dev.mutirao.connectors.error.EngineErrors;
import dev.mutirao.connectors.error.MutiraoException;
import dev.mutirao.connectors.error.QueryErrors;
import dev.mutirao.executor.userfunction.QualifiedName;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexNode;

/// Calls of users' functions, which may take long or never return. Planning cannot be cancelled, so
/// that one among constants gets a thread of its own and little time.
public final class UserCalls {
  private static final Duration PATIENCE = Duration.ofMillis(500);

  private UserCalls() {}

  /// Whether an expression has such a call.
  public static boolean within(RexNode node) {
    return node instanceof RexCall call
        && (QualifiedName.parse(call.getOperator().getName().toLowerCase(Locale.ROOT)).isPresent()
            || call.getOperands().stream().anyMatch(UserCalls::within));
  }

  /// What `computation` gives, unless it takes too long: then it is interrupted and left alone.
  ///
  /// @throws MutiraoException what it throws
  static <T> Optional<T> inTime(Supplier<T> computation) {
    var answer = new CompletableFuture<T>();
    var thread =
        Thread.ofPlatform()
            .daemon()
            .name("constant")
            .start(() -> {
              try {
                answer.complete(computation.get());
              } catch (Throwable failure) {
                answer.completeExceptionally(failure);
              }
            });
    try {
      return Optional.of(answer.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS));
    } catch (TimeoutException e) {
      thread.interrupt();
      return Optional.empty();
    } catch (InterruptedException e) {
      thread.interrupt();
      Thread.currentThread().interrupt();
      throw QueryErrors.cancelled("an interrupt");
    } catch (ExecutionException e) {
      throw e.getCause() instanceof MutiraoException known
          ? known
          : EngineErrors.internal("a constant failed with " + e.getCause(), e.getCause());
    }
  }
}
