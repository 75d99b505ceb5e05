package dev.mutirao.benchmarks.contest;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// An engine in a process of its own, in Java started with the JVM flags and the class path of this
/// one: no engine shares its heap, its compiled code or its memory with another.
final class EngineProcess implements AutoCloseable {
  private final Engine engine;
  private final Process process;
  private final DataOutputStream questions;
  private final DataInputStream answers;
  private final ProcessTree tree;

  private EngineProcess(Engine engine, Process process) {
    this.engine = engine;
    this.process = process;
    this.questions = new DataOutputStream(new BufferedOutputStream(process.getOutputStream()));
    this.answers = new DataInputStream(new BufferedInputStream(process.getInputStream()));
    this.tree = new ProcessTree(process.toHandle());
  }

  /// Starts the engine and waits until it can be asked.
  static EngineProcess start(Engine engine, int threads) throws IOException {
    var python = engine.pythonPackage();
    var command =
        python.isPresent()
            ? PythonEngine.command(engine, python.get(), threads)
            : javaCommand(engine, threads);
    var process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    var started = new EngineProcess(engine, process);
    if (started.answers.read() != EngineMain.READY) {
      started.close();
      throw new IllegalStateException(engine + " does not start; its process said why above");
    }
    return started;
  }

  private static List<String> javaCommand(Engine engine, int threads) {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of(EngineMain.class.getName(), engine.name(), Integer.toString(threads)));
    return command;
  }

  Engine engine() {
    return engine;
  }

  /// Runs a statement to its last row.
  ///
  /// @throws AnswerFailed with what the engine said
  Run run(String sql) throws IOException, AnswerFailed {
    tree.resetPeaks();
    long processorNanos = tree.processorNanos();
    questions.writeByte(EngineMain.READY);
    questions.writeUTF(sql);
    questions.flush();
    int kind = answers.read();
    if (kind == EngineMain.FAILURE) {
      throw new AnswerFailed(answers.readUTF());
    }
    if (kind != EngineMain.ANSWER) {
      throw new IllegalStateException("the process of " + engine + " ended during " + sql);
    }
    double seconds = answers.readLong() / 1e9;
    var rows = Rows.read(answers);
    double processorSeconds = (tree.processorNanos() - processorNanos) / 1e9;
    return new Run(rows, seconds, processorSeconds, tree.peakBytes());
  }

  /// One run of a statement.
  ///
  /// @param seconds from the statement to its last row, in the engine's process
  /// @param processorSeconds of all its processes and threads, in steps of 0.01
  /// @param peakBytes see [ProcessTree#peakBytes]
  record Run(Rows rows, double seconds, double processorSeconds, long peakBytes) {}

  /// An engine gives no answer.
  static final class AnswerFailed extends Exception {
    private static final long serialVersionUID = 1;

    AnswerFailed(String message) {
      super(message);
    }
  }

  @Override
  public void close() throws IOException {
    questions.close(); // which ends it
    process.onExit().join();
  }
}
