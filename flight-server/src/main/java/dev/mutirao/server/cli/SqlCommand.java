package dev.mutirao.server.cli;

import dev.mutirao.connectors.error.FileErrors;
import dev.mutirao.connectors.type.Schema;
import dev.mutirao.connectors.type.Type;
import dev.mutirao.executor.memory.ProcessMemory;
import dev.mutirao.planner.parser.StatementSplitter;
import dev.mutirao.server.embedded.EmbeddedEngine;
import dev.mutirao.server.output.OutputFormat;
import dev.mutirao.server.output.RowWriter;
import dev.mutirao.server.query.BlockingBatches;
import dev.mutirao.server.remote.RemoteStatements;
import dev.mutirao.server.statement.StatementResult;
import dev.mutirao.server.statement.StatementService;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.arrow.memory.BufferAllocator;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/// Runs statements in order and stops at the first that fails. Rows go to standard output,
/// everything else to standard error.
@Command(
    name = "sql",
    description = "Run SQL statements, here or on a server.",
    mixinStandardHelpOptions = true)
final class SqlCommand implements Callable<Integer> {
  /// What a shell shows for a process that a closed pipe has ended.
  private static final int BROKEN_PIPE = 128 + 13;

  @ParentCommand private Main main;

  @ArgGroup(multiplicity = "1")
  private Script script = new Script();

  @Option(
      names = "--format",
      description = "table, csv, json or arrow (default: table on a terminal, else csv).")
  private @Nullable OutputFormat format;

  @Option(
      names = "--server",
      paramLabel = "URL",
      converter = OptionValues.Server.class,
      description = "Run on this server, such as grpc://host:8815.")
  private @Nullable String server;

  @Option(
      names = "--log",
      paramLabel = "FILE",
      description =
          "Add warnings to this file, such as the stack traces of functions (default: nowhere).")
  private @Nullable Path log;

  @Mixin private FunctionOptions functions = new FunctionOptions();

  private StatementSplitter.@Nullable Part running;

  @Mixin private ProcessOptions process = new ProcessOptions();

  private static final class Script {
    @Parameters(paramLabel = "SQL", description = "Statements separated by ';'.")
    private @Nullable String text;

    @Option(
        names = {"-f", "--file"},
        paramLabel = "FILE",
        description = "Read the statements from a file, or from standard input (-).")
    private @Nullable Path file;

    String read() {
      return text != null ? text : ScriptFile.read(file);
    }
  }

  @Override
  public Integer call() {
    try (var interruption = new Interruption(main.messages())) {
      try {
        if (log != null) {
          Logging.to(log);
        }
        runAll(StatementSplitter.split(script.read()));
        return Main.FINE;
      } catch (RuntimeException failure) {
        return interruption.told()
            ? Main.FAILED
            : OneLineFailures.tell(main.messages(), failure, running);
      } catch (InterruptedException failure) {
        Thread.currentThread().interrupt();
        return Main.FAILED; // whoever interrupts has said why
      } catch (IOException failure) {
        return isBrokenPipe(failure)
            ? BROKEN_PIPE
            : OneLineFailures.tell(main.messages(), FileErrors.cannotWrite("the rows", failure));
      }
    }
  }

  /// @throws IOException when rows cannot be written
  private void runAll(List<StatementSplitter.Part> script)
      throws IOException, InterruptedException {
    try (var memory = new ProcessMemory(process.memoryBytes());
        var statements = open(memory.allocator())) {
      for (var part : script) {
        running = part;
        try (var result = statements.run(part.sql())) {
          print(result, chosenFormat(), statements, main.rows(), memory.allocator());
          result.notice().ifPresent(main.messages()::println);
        }
      }
    }
  }

  /// Whoever reads the rows has enough of them, as `head` after its lines.
  private static boolean isBrokenPipe(IOException failure) {
    return String.valueOf(failure.getMessage()).contains("Broken pipe");
  }

  private StatementService open(BufferAllocator allocator) {
    if (server != null) {
      functions.refuseWith("--server");
      return RemoteStatements.at(server, allocator, ServerOptions.environmentSecret());
    }
    System.setOut(System.err); // what functions print is no row
    return EmbeddedEngine.open(
        allocator,
        process.threadCount(),
        process.root,
        Optional.ofNullable(process.data),
        functions.jars);
  }

  private OutputFormat chosenFormat() {
    if (format != null) {
      return format;
    }
    // The launcher knows; asking the JVM would load a terminal library at every start.
    boolean terminal = Boolean.getBoolean("mutirao.terminal");
    return terminal ? OutputFormat.TABLE : OutputFormat.CSV;
  }

  /// Writes the rows of an answer as they come; nothing for a statement that has no columns.
  ///
  /// @param statements whose answer it is
  static void print(
      StatementResult result,
      OutputFormat format,
      StatementService statements,
      OutputStream out,
      BufferAllocator allocator)
      throws IOException, InterruptedException {
    if (result.schema().size() == 0) {
      return;
    }
    var zone = hasInstants(result.schema()) ? statements.timeZone() : ZoneOffset.UTC;
    try (RowWriter writer = format.writer(out, zone, allocator);
        var batches = new BlockingBatches(result.rows())) {
      writer.begin(result.schema());
      while (writeNext(batches, writer)) {}
      writer.end();
    }
  }

  private static boolean hasInstants(Schema columns) {
    return columns.fields().stream().anyMatch(field -> field.type() == Type.Simple.INSTANT);
  }

  private static boolean writeNext(BlockingBatches batches, RowWriter writer)
      throws IOException, InterruptedException {
    try (var batch = batches.next()) {
      if (batch == null) {
        return false;
      }
      writer.write(batch);
      return true;
    }
  }
}
