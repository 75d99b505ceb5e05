package dev.mutirao.server.cli;

import dev.mutirao.server.query.QueryService;
import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/// The executor processes of a local cluster. Each runs the same Java with the same flags, and
/// stops when its standard input ends, so that none outlives this process.
final class ExecutorChildren implements AutoCloseable {
  private static final Duration STOP_PATIENCE = Duration.ofSeconds(12);
  private static final long LEAST_HEAP = 256L << 20;

  private final Stopping stopping;
  private final ServerOptions server;
  private final int executors;
  private final List<Process> children = new CopyOnWriteArrayList<>();
  private final AtomicInteger deaths = new AtomicInteger();
  private volatile boolean closing; // written by close, read when a child ends

  /// @param executors how many there will be
  ExecutorChildren(Stopping stopping, ServerOptions server, int executors) {
    this.stopping = stopping;
    this.server = server;
    this.executors = executors;
  }

  void start(String name, String coordinator, int threads, long memory) throws IOException {
    var command = new ArrayList<String>();
    command.add(System.getProperty("java.home") + File.separator + "bin" + File.separator + "java");
    var own = ManagementFactory.getRuntimeMXBean().getInputArguments();
    command.addAll(flags(own, Runtime.getRuntime().maxMemory(), executors));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
    command.addAll(List.of("executor", "--stop-with-parent", "--name", name));
    command.addAll(List.of("--coordinator", coordinator));
    command.addAll(List.of("--threads", Integer.toString(threads)));
    command.addAll(List.of("--memory", memory + "B"));
    var builder =
        new ProcessBuilder(command)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.INHERIT);
    server.passSecret(builder.environment());
    watch(name, builder, builder.start());
  }

  private void watch(String name, ProcessBuilder command, Process child) {
    children.add(child);
    var unused = child.onExit().thenAccept(ended -> ended(name, command, ended));
  }

  /// Waits until so many executors have joined; false when one died or it took too long.
  boolean allJoined(QueryService queries, Duration patience) throws InterruptedException {
    var deadline = System.nanoTime() + patience.toNanos();
    while (queries.executors() < executors) {
      if (deaths.get() > 0 || stopping.told() || System.nanoTime() > deadline) {
        return false;
      }
      Thread.sleep(20);
    }
    return true;
  }

  /// JVM flags of an executor: those of this process, and a share of its heap unless they set it.
  /// Each would take a quarter of the machine by itself, so that functions which allocate without
  /// end would have the system kill processes.
  ///
  /// @param own flags of this process
  /// @param heap bytes that this process may take
  static List<String> flags(List<String> own, long heap, int executors) {
    if (own.stream().anyMatch(flag -> flag.startsWith("-Xmx") || flag.startsWith("-XX:MaxHeap"))) {
      return own;
    }
    var flags = new ArrayList<>(own);
    flags.add("-Xmx" + Math.max(LEAST_HEAP, heap / (executors + 1)));
    return flags;
  }

  @Override
  public void close() {
    closing = true;
    children.forEach(Process::destroy);
    var deadline = System.nanoTime() + STOP_PATIENCE.toNanos();
    try {
      for (var child : children) {
        if (!child.waitFor(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS)) {
          child.destroyForcibly();
        }
      }
    } catch (InterruptedException e) {
      children.forEach(Process::destroyForcibly);
      Thread.currentThread().interrupt();
    }
  }

  /// Starts an executor again that could not be reached any more.
  private boolean startedAgain(String name, ProcessBuilder command, Process child) {
    if (child.exitValue() != ExecutorCommand.UNREACHABLE) {
      return false;
    }
    try {
      var next = command.start();
      children.remove(child);
      watch(name, command, next);
      System.err.println("warning: " + name + " is started again");
      return true;
    } catch (IOException e) {
      return false; // and its end is told like any other
    }
  }

  /// How the operating system says that a process has ended.
  private static String how(int exitCode) {
    return exitCode > 128
        ? "been killed by signal " + (exitCode - 128)
        : "ended with exit code " + exitCode;
  }

  private void ended(String name, ProcessBuilder command, Process child) {
    if (!closing && !stopping.told() && !startedAgain(name, command, child)) {
      int left = children.size() - deaths.incrementAndGet();
      System.err.println(
          "warning: "
              + name
              + " has "
              + how(child.exitValue())
              + "; "
              + (left == 0
                  ? "no executor is left: start this command again"
                  : left + " of " + children.size() + " executors go on"));
    }
  }
}
