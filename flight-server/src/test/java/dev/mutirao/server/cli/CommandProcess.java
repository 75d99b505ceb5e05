package dev.mutirao.server.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The `mutirao` command in a process of its own, which ends with the test at the latest. Its
/// temporary files go to a folder of their own, which must be empty then.
final class CommandProcess implements AutoCloseable {
  private static final Pattern ADDRESS = Pattern.compile("coordinator at (grpc://[^\\s,]+)");

  private static final List<String> NOT_PASSED_ON =
      List.of("-javaagent", "-Xmx", "-Djava.util.logging");

  private final Process process;
  private final Path temporary;
  private final BufferedReader errors;
  private final List<String> read = new ArrayList<>();

  private CommandProcess(Process process, Path temporary) {
    this.process = process;
    this.temporary = temporary;
    this.errors = process.errorReader();
  }

  static CommandProcess start(String... arguments) throws IOException {
    return startWith(List.of(), arguments);
  }

  /// @param flags more of the JVM; its children have them too
  static CommandProcess startWith(List<String> flags, String... arguments) throws IOException {
    return start(ProcessBuilder.Redirect.DISCARD, flags, arguments);
  }

  /// @param rows the file that standard output goes to
  static CommandProcess startWritingTo(Path rows, String... arguments) throws IOException {
    return start(ProcessBuilder.Redirect.to(rows.toFile()), List.of(), arguments);
  }

  private static CommandProcess start(
      ProcessBuilder.Redirect rows, List<String> flags, String... arguments) throws IOException {
    var temporary = Files.createTempDirectory("mutirao-test");
    var command = command(temporary, flags);
    command.addAll(List.of(arguments));
    return new CommandProcess(new ProcessBuilder(command).redirectOutput(rows).start(), temporary);
  }

  /// What runs the command; its arguments follow.
  ///
  /// @param temporary where its temporary files go
  /// @param flags more of the JVM
  static List<String> command(Path temporary, List<String> flags) {
    var command = new ArrayList<String>();
    command.add(System.getProperty("java.home") + File.separator + "bin" + File.separator + "java");
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(flag -> NOT_PASSED_ON.stream().noneMatch(flag::startsWith))
        .forEach(command::add);
    command.addAll(List.of("-Xmx512m", "-XX:TieredStopAtLevel=1", "-Djava.io.tmpdir=" + temporary));
    command.addAll(flags);
    command.addAll(List.of("-cp", classPath(), Main.class.getName()));
    return command;
  }

  ProcessHandle handle() {
    return process.toHandle();
  }

  /// Waits for the address that a coordinator says it listens on.
  String address() throws IOException {
    var match = ADDRESS.matcher(lineWith("coordinator at "));
    if (!match.find()) {
      throw new AssertionError("no address in " + read);
    }
    return match.group(1);
  }

  /// Waits for a line on standard error.
  String lineWith(String text) throws IOException {
    for (var line = errors.readLine(); line != null; line = errors.readLine()) {
      read.add(line);
      if (line.contains(text)) {
        return line;
      }
    }
    throw new AssertionError("the process ended and said " + read);
  }

  /// Waits for the end and gives all lines of standard error.
  List<String> awaitErrors() throws IOException {
    for (var line = errors.readLine(); line != null; line = errors.readLine()) {
      read.add(line);
    }
    return read;
  }

  int awaitExit() throws InterruptedException {
    if (!process.waitFor(60, TimeUnit.SECONDS)) {
      throw new AssertionError("the process does not end");
    }
    return process.exitValue();
  }

  /// Tells the process to end, as Ctrl-C does (whose own signal a background process may ignore).
  void tellToEnd() {
    process.toHandle().destroy(); // unlike `Process.destroy`, leaves its output to be read
  }

  @Override
  public void close() throws IOException {
    var all = Stream.concat(process.descendants(), Stream.of(process.toHandle())).toList();
    process.descendants().forEach(ProcessHandle::destroy);
    process.destroy();
    if (process.onExit().completeOnTimeout(null, 30, TimeUnit.SECONDS).join() == null) {
      process.destroyForcibly();
      throw new AssertionError("the process did not end when told to");
    }
    all.forEach(one -> one.onExit().orTimeout(30, TimeUnit.SECONDS).join());
    try (var files = Files.list(temporary)) {
      assertEquals(List.of(), files.toList());
    }
    Files.delete(temporary);
  }

  /// Surefire's own class path may be a jar that names the others.
  private static String classPath() {
    var path = System.getProperty("surefire.test.class.path");
    return path != null ? path : System.getProperty("java.class.path");
  }
}
