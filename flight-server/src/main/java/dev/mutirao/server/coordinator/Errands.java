package dev.mutirao.server.coordinator;

import dev.mutirao.connectors.error.ErrorCode;
import dev.mutirao.connectors.error.MutiraoException;
import dev.mutirao.executor.memory.MemoryReport;
import dev.mutirao.executor.task.Connectors;
import dev.mutirao.executor.task.SplitPortion;
import dev.mutirao.planner.function.JavaFunctions;
import dev.mutirao.server.rpc.Connections;
import dev.mutirao.server.rpc.ExecutorCalls;
import dev.mutirao.server.scheduler.Command;
import dev.mutirao.server.scheduler.Event;
import dev.mutirao.server.scheduler.ExecutorInfo;
import dev.mutirao.server.scheduler.Failure;
import dev.mutirao.server.socket.SocketCalls;
import dev.mutirao.server.socket.Sockets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Does what takes time: calls executors and lists files, each on a virtual thread, and tells the
/// scheduler how it went. Thread-safe.
final class Errands implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Errands.class);
  private static final Duration LAUNCH_PATIENCE = Duration.ofSeconds(20);
  private static final Duration RELEASE_PATIENCE = Duration.ofSeconds(20);

  /// A task's wait for splits. Only a thread that waits hears of the answer, so that completing it
  /// runs nobody's code.
  record Question(long request, CompletableFuture<SplitPortion> answer) {}

  private final Connections connections;
  private final SocketCalls calls;
  private final Connectors connectors;
  private final JavaFunctions functions;
  private final ClusterQueries queries;
  private final AtomicLong requests = new AtomicLong();
  private final Map<Long, CompletableFuture<SplitPortion>> questions = new ConcurrentHashMap<>();
  private final ExecutorService threads =
      Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("errand-", 0).factory());

  Errands(
      Connections connections,
      Sockets sockets,
      Connectors connectors,
      JavaFunctions functions,
      ClusterQueries queries) {
    this.functions = functions;
    this.connections = connections;
    this.calls = new SocketCalls(sockets, connections);
    this.connectors = connectors;
    this.queries = queries;
  }

  /// A new question, to be answered by its number.
  Question question() {
    var question = new Question(requests.incrementAndGet(), new CompletableFuture<>());
    questions.put(question.request(), question.answer());
    return question;
  }

  void answer(long request, SplitPortion portion) {
    questions.remove(request).complete(portion);
  }

  void refuse(long request, Failure failure) {
    questions.remove(request).completeExceptionally(failure.exception());
  }

  void launch(Command.Launch launch) {
    var executor = launch.executor();
    later(() -> {
      try {
        var jars = List.copyOf(functions.live());
        var tasks = new ExecutorCalls.Tasks(launch.query(), launch.tasks(), jars);
        calls.call(executor.address(), ExecutorCalls.LAUNCH, tasks, LAUNCH_PATIENCE);
        queries.tell(new Event.TasksLaunched(launch.query(), executor.id()));
      } catch (MutiraoException failure) {
        queries.tell(
            failure.code() == ErrorCode.SERVER_UNREACHABLE
                ? new Event.ExecutorGone(executor.id(), "it does not answer")
                : new Event.LaunchFailed(launch.query(), executor.id(), Failure.of(failure)));
      } catch (RuntimeException | Error failure) { // or the query would wait for ever
        queries.tell(new Event.LaunchFailed(launch.query(), executor.id(), told(failure)));
      }
    });
  }

  void release(Command.Release release) {
    var executor = release.executor();
    later(() -> {
      try {
        var end = new ExecutorCalls.QueryEnd(release.query(), release.reason());
        var profiles =
            calls.callAgain(executor.address(), ExecutorCalls.RELEASE, end, RELEASE_PATIENCE);
        profiles.tasks().forEach(queries::profiled);
      } catch (MutiraoException failure) {
        LOG.warn("{} did not release a query: {}", executor.described(), failure.getMessage());
        if (failure.code() == ErrorCode.SERVER_UNREACHABLE) {
          queries.tell(new Event.ExecutorGone(executor.id(), "it does not answer"));
        }
      } finally {
        queries.tell(new Event.TasksReleased(release.query(), executor.id()));
      }
    });
  }

  void listSplits(Command.ListSplits list) {
    later(() -> {
      try {
        var splits =
            connectors.named(list.table().connector()).splits(list.table(), list.request());
        queries.tell(new Event.SplitsListed(list.query(), list.scan(), splits));
      } catch (RuntimeException | Error failure) {
        queries.tell(new Event.SplitsFailed(list.query(), list.scan(), told(failure)));
      }
    });
  }

  private static Failure told(Throwable thrown) {
    return Failure.of(
        thrown instanceof OutOfMemoryError noHeap
            ? MemoryReport.ranOut("Coordinator", noHeap)
            : thrown);
  }

  void drop(ExecutorInfo executor) {
    LOG.info("executor {} has left", executor.described());
    later(() -> connections.drop(executor.address()));
  }

  /// Runs a step on a thread of its own.
  void later(Runnable step) {
    try {
      threads.execute(step);
    } catch (RejectedExecutionException shuttingDown) {
      LOG.debug("not done, for the coordinator stops");
    }
  }

  void complain(String what, Exception cause) {
    LOG.error(what, cause);
  }

  @Override
  public void close() {
    threads.shutdown();
    try {
      if (!threads.awaitTermination(3, TimeUnit.SECONDS)) {
        threads.shutdownNow();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
