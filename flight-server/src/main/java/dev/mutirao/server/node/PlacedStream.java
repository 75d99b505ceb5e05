package dev.mutirao.server.node;

import dev.mutirao.connectors.batch.Batch;
import dev.mutirao.connectors.error.ErrorCode;
import dev.mutirao.connectors.error.MutiraoException;
import dev.mutirao.executor.exchange.BatchStream;
import dev.mutirao.server.scheduler.Failure;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// A task's output whose errors say on which executor they happened where that matters: another
/// executor may see other files.
record PlacedStream(BatchStream stream, String place) implements BatchStream {
  private static final Set<ErrorCode> PLACED =
      EnumSet.of(
          ErrorCode.FILE_NOT_FOUND,
          ErrorCode.NO_MATCHING_FILES,
          ErrorCode.FILE_CHANGED,
          ErrorCode.IO_FAILED,
          ErrorCode.OUT_OF_MEMORY);
  private static final String MARK = " (on ";

  /// The failure with the place where it happened.
  static Failure placed(Failure failure, String place) {
    return PLACED.contains(failure.code()) && !failure.message().contains(MARK)
        ? new Failure(failure.code(), failure.message() + MARK + place + ")")
        : failure;
  }

  @Override
  public @Nullable Batch poll() {
    try {
      return stream.poll();
    } catch (MutiraoException failure) {
      throw placed(Failure.of(failure), place).exception();
    }
  }

  @Override
  public boolean finished() {
    return stream.finished();
  }

  @Override
  public CompletableFuture<?> ready() {
    return stream.ready();
  }

  @Override
  public void close() {
    stream.close();
  }
}
