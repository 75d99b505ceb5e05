package dev.mutirao.server.cli;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Keeps a server's main thread waiting until the process is told to stop (Ctrl-C, SIGTERM, the end
/// of its parent), and then lets it clean up before the process ends.
final class Stopping {
  private static final Logger LOG = LoggerFactory.getLogger(Stopping.class);

  private final CountDownLatch told = new CountDownLatch(1);
  private final CountDownLatch done = new CountDownLatch(1);

  /// Listens for signals from now on.
  Stopping() {
    Runtime.getRuntime().addShutdownHook(new Thread(this::stopAndWait, "stopping"));
  }

  /// Stops when the stream ends: the standard input of a child ends with its parent, however that
  /// dies.
  void whenEnded(InputStream input) {
    Thread.ofPlatform().daemon().name("parent-watch").start(() -> watch(input));
  }

  void stop() {
    told.countDown();
  }

  /// Whether the process has been told to stop.
  boolean told() {
    return told.getCount() == 0;
  }

  /// Waits until the process is told to stop.
  void await() throws InterruptedException {
    told.await();
  }

  /// Waits until the process is told to stop, but not longer than this.
  void await(Duration most) throws InterruptedException {
    var unused = told.await(most.toNanos(), TimeUnit.NANOSECONDS);
  }

  /// Everything is cleaned up: the process may end.
  void cleaned() {
    done.countDown();
  }

  private void watch(InputStream input) {
    try {
      while (input.read() >= 0) {}
    } catch (IOException e) {
      LOG.debug("the parent's pipe broke", e);
    }
    stop();
  }

  private void stopAndWait() {
    stop();
    try {
      done.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
