package dev.mutirao.server.cli;

import java.io.PrintStream;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Lets Ctrl-C (or another signal that ends the process) stop what the thread that made this does:
/// says so in one line, interrupts the thread, and gives it a moment to clean up before the process
/// ends.
final class Interruption implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Interruption.class);
  private static final long PATIENCE_SECONDS = 1;

  private final Thread work = Thread.currentThread();
  private final Thread hook = new Thread(this::stop, "interruption");
  private final CountDownLatch cleaned = new CountDownLatch(1);
  private final PrintStream messages;
  private volatile boolean told; // written by the hook, read by the working thread

  Interruption(PrintStream messages) {
    this.messages = messages;
    Runtime.getRuntime().addShutdownHook(hook);
  }

  /// Whether the process ends: whatever fails from then on fails because of it.
  boolean told() {
    return told;
  }

  /// The work is over and everything is cleaned up.
  @Override
  public void close() {
    cleaned.countDown();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      LOG.debug("the process ends already", e);
    }
  }

  private void stop() {
    told = true;
    messages.println("error: the query was cancelled by Ctrl-C or the end of its terminal");
    work.interrupt();
    try {
      var unused = cleaned.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
