package dev.mutirao.server.node;

import dev.mutirao.executor.memory.HeapReserve;
import dev.mutirao.executor.plan.TaskId;
import dev.mutirao.executor.task.SplitFeed;
import dev.mutirao.executor.task.SplitPortion;
import dev.mutirao.executor.userfunction.JarContent;
import dev.mutirao.server.rpc.Connections;
import dev.mutirao.server.rpc.CoordinatorCalls;
import dev.mutirao.server.rpc.CoordinatorCalls.JarQuestion;
import dev.mutirao.server.rpc.CoordinatorCalls.SplitQuestion;
import dev.mutirao.server.rpc.CoordinatorCalls.TaskEnd;
import dev.mutirao.server.socket.SocketCalls;
import dev.mutirao.server.socket.Sockets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What tasks tell and ask the coordinator. Calls wait on threads of `waiting`. Thread-safe.
final class CoordinatorLink implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(CoordinatorLink.class);

  /// Listing the files of a table can take long.
  private static final Duration SPLITS_PATIENCE = Duration.ofMinutes(5);

  private static final Duration JAR_PATIENCE = Duration.ofSeconds(20);
  private static final Duration REPORT_PATIENCE = Duration.ofSeconds(10);

  /// A task that ended well is seldom news: mostly its query ends next, and asks for what it did.
  private static final Duration GOOD_NEWS_DELAY = Duration.ofSeconds(1);

  private final Connections connections;
  private final SocketCalls calls;
  private final String coordinator;
  private final ExecutorService waiting;
  private final CountDownLatch closing = new CountDownLatch(1);

  CoordinatorLink(
      Connections connections, Sockets sockets, String coordinator, ExecutorService waiting) {
    this.connections = connections;
    this.calls = new SocketCalls(sockets, connections);
    this.coordinator = coordinator;
    this.waiting = waiting;
  }

  /// The splits of a task's scans.
  SplitFeed splits(TaskId task) {
    return (scan, count) ->
        CompletableFuture.supplyAsync(() -> ask(new SplitQuestion(task, scan, count)), waiting);
  }

  /// Tells how a task ended: a failure at once, a success a little later if the query still runs
  /// then. Does not wait. A failure that is not heard also breaks the streams of the task, whose
  /// readers tell of it.
  ///
  /// @param running whether the task's query has not ended
  void report(TaskEnd end, BooleanSupplier running) {
    waiting.execute(() -> {
      try {
        boolean closed =
            end.failure().isEmpty()
                && closing.await(GOOD_NEWS_DELAY.toMillis(), TimeUnit.MILLISECONDS);
        if (closed || !running.getAsBoolean()) {
          return;
        }
        calls.callAgain(coordinator, CoordinatorCalls.TASK_ENDED, end, REPORT_PATIENCE);
      } catch (InterruptedException stopping) {
        Thread.currentThread().interrupt();
      } catch (RuntimeException failure) {
        LOG.warn("the end of a task was not heard: {}", failure.getMessage());
      } catch (OutOfMemoryError full) {
        HeapReserve.release(); // a function takes it all
        report(end, running);
      }
    });
  }

  /// Keeps good news that are not told yet to itself.
  @Override
  public void close() {
    closing.countDown();
  }

  /// A jar of functions, by the hash of its bytes.
  JarContent functionJar(String hash) {
    return connections.call(
        coordinator, CoordinatorCalls.FUNCTION_JAR, new JarQuestion(hash), JAR_PATIENCE);
  }

  private SplitPortion ask(SplitQuestion question) {
    return calls.call(coordinator, CoordinatorCalls.SPLITS, question, SPLITS_PATIENCE);
  }
}
