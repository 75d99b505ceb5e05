package dev.mutirao.server.node;

import dev.mutirao.connectors.error.ErrorCode;
import dev.mutirao.connectors.error.MutiraoException;
import dev.mutirao.executor.memory.HeapReserve;
import dev.mutirao.server.rpc.Connections;
import dev.mutirao.server.rpc.CoordinatorCalls;
import dev.mutirao.server.rpc.CoordinatorCalls.Heartbeat;
import dev.mutirao.server.rpc.CoordinatorCalls.Leaving;
import dev.mutirao.server.scheduler.ExecutorInfo;
import dev.mutirao.server.scheduler.Failure;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Keeps an executor in its cluster: introduces it, sends heartbeats, and introduces it again when
/// the coordinator was restarted or had taken it for dead.
///
/// ```
/// outside --join--> member --coordinator forgot us, or is another one--> outside
///                     '-----no answer for long: queries are stopped---> outside
/// ```
final class Membership implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Membership.class);
  private static final Duration PERIOD = Duration.ofSeconds(1);
  private static final Duration PATIENCE = Duration.ofSeconds(3);
  private static final Duration JOIN_PATIENCE = Duration.ofSeconds(15);
  private static final Duration FOR_EVER = Duration.ofDays(3_650);
  private static final long ORPHANED_NANOS = Duration.ofSeconds(8).toNanos();

  private final Connections connections;
  private final String address;
  private final ExecutorInfo self;
  private final Supplier<Heartbeat> heartbeat;
  private final Consumer<Failure> stopQueries;
  private final Thread thread = Thread.ofPlatform().daemon().name("heartbeat").unstarted(this::run);
  private volatile boolean closed; // written by close, read by the thread
  private volatile @Nullable Thread attendance; // written by `join`, read by close
  private String coordinator = ""; // the thread's own, after `join`
  private long heard; // the thread's own, after `join`
  private boolean complained; // the thread's own

  Membership(
      Connections connections,
      String address,
      ExecutorInfo self,
      Supplier<Heartbeat> heartbeat,
      Consumer<Failure> stopQueries) {
    this.connections = connections;
    this.address = address;
    this.self = self;
    this.heartbeat = heartbeat;
    this.stopQueries = stopQueries;
  }

  /// Introduces the executor, and keeps it known from then on.
  ///
  /// @throws MutiraoException when the coordinator refuses it, or does not answer
  void start() {
    join();
    thread.start();
  }

  /// Says goodbye, when the coordinator still hears it.
  void leave(String why) {
    try {
      connections.call(address, CoordinatorCalls.LEAVE, new Leaving(self.id(), why), PATIENCE);
    } catch (MutiraoException failure) {
      LOG.info("the coordinator did not hear the goodbye: {}", failure.getMessage());
    }
  }

  @Override
  public void close() {
    closed = true;
    thread.interrupt();
    try {
      var attending = attendance;
      if (attending != null) {
        attending.interrupt(); // which hangs up
        attending.join(PERIOD);
      }
      if (thread.isAlive()) {
        thread.join(PATIENCE.plus(PERIOD));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void join() {
    coordinator =
        connections.call(address, CoordinatorCalls.JOIN, self, JOIN_PATIENCE).coordinator();
    heard = System.nanoTime();
    complained = false;
    attendance = Thread.ofVirtual().name("attendance").start(this::attend);
  }

  /// Holds a call open by which the coordinator notices the end of this process.
  private void attend() {
    try {
      var attendance = new CoordinatorCalls.Attendance(self.id());
      connections.call(address, CoordinatorCalls.ATTEND, attendance, FOR_EVER);
    } catch (RuntimeException ended) {
      LOG.debug("the attendance ended: {}", ended.getMessage());
    }
  }

  private void run() {
    while (!closed) {
      try {
        Thread.sleep(PERIOD);
        beat();
      } catch (InterruptedException e) {
        return; // only `close` interrupts
      } catch (MutiraoException failure) {
        missed(failure);
      } catch (OutOfMemoryError full) {
        HeapReserve.release(); // a function takes it all; the next beat tells that we live
      }
    }
  }

  private void beat() {
    if (coordinator.isEmpty()) {
      connections.drop(address); // an old connection waits longer and longer between its attempts
      stopQueries.accept(forgotten()); // of an introduction whose answer was not heard
      join();
      LOG.info("joined {} again", address);
      return;
    }
    var pulse = connections.call(address, CoordinatorCalls.HEARTBEAT, heartbeat.get(), PATIENCE);
    heard = System.nanoTime();
    complained = false;
    if (!pulse.known() || !pulse.coordinator().equals(coordinator)) {
      stopQueries.accept(forgotten());
      join();
      LOG.info("joined {} again", address);
    }
  }

  private Failure forgotten() {
    return new Failure(ErrorCode.EXECUTOR_LOST, "the coordinator forgot " + self.described());
  }

  private void missed(MutiraoException failure) {
    if (!complained && !closed) {
      LOG.warn("no heartbeat: {}", failure.getMessage());
      complained = true;
    }
    if (System.nanoTime() - heard > ORPHANED_NANOS && !coordinator.isEmpty()) {
      coordinator = "";
      stopQueries.accept(
          new Failure(
              ErrorCode.SERVER_UNREACHABLE, "no answer from the coordinator at " + address));
    }
  }
}
