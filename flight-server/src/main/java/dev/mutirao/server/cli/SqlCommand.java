package dev.mutirao.server.cli;

import dev.mutirao.connectors.error.MutiraoException;
import dev.mutirao.planner.parser.StatementSplitter;
import dev.mutirao.server.embedded.EmbeddedEngine;
import dev.mutirao.server.output.OutputFormat;
import dev.mutirao.server.output.RowWriter;
import dev.mutirao.server.query.BlockingBatches;
import dev.mutirao.server.remote.RemoteStatements;
import dev.mutirao.server.statement.StatementResult;
import dev.mutirao.server.statement.StatementService;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Runs statements in order and stops at the first that fails. Rows go to standard output,
/// everything else to standard error.
@Command(
    name = "sql",
    description = "Run SQL statements, here or on a server.",
    mixinStandardHelpOptions = true)
final class SqlCommand implements Callable<Integer> {
  @ArgGroup(multiplicity = "1")
  private Script script = new Script();

  @Option(
      names = "--format",
      description = "table, csv, json or arrow (default: table on a terminal, else csv).")
  private @Nullable OutputFormat format;

  @Option(
      names = "--server",
      paramLabel = "URL",
      description = "Run on this server, such as grpc://host:8815.")
  private @Nullable String server;

  @Mixin private ProcessOptions process = new ProcessOptions();

  private static final class Script {
    @Parameters(paramLabel = "SQL", description = "Statements separated by ';'.")
    private @Nullable String text;

    @Option(
        names = {"-f", "--file"},
        paramLabel = "FILE",
        description = "Read the statements from a file.")
    private @Nullable Path file;

    String read() throws IOException {
      return text != null ? text : Files.readString(file, StandardCharsets.UTF_8);
    }
  }

  @Override
  public Integer call() {
    try (var allocator = new RootAllocator(process.memoryBytes());
        var statements = open(allocator)) {
      var out = new FileOutputStream(FileDescriptor.out);
      for (String sql : StatementSplitter.split(script.read())) {
        try (var result = statements.run(sql)) {
          print(result, chosenFormat(), out, allocator);
        }
      }
      return 0;
    } catch (NoSuchFileException failure) {
      return failed("no such file: " + failure.getFile());
    } catch (MutiraoException | IOException failure) {
      return failed(failure.getMessage());
    } catch (InterruptedException failure) {
      Thread.currentThread().interrupt();
      return failed("interrupted");
    }
  }

  private static int failed(String message) {
    System.err.println("error: " + message);
    return 1;
  }

  private StatementService open(BufferAllocator allocator) {
    if (server != null) {
      return RemoteStatements.at(server, allocator, ServerOptions.environmentSecret());
    }
    return EmbeddedEngine.open(
        allocator, process.threadCount(), process.root, Optional.ofNullable(process.data));
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
  static void print(
      StatementResult result, OutputFormat format, OutputStream out, BufferAllocator allocator)
      throws IOException, InterruptedException {
    if (result.schema().size() == 0) {
      return;
    }
    try (RowWriter writer = format.writer(out, allocator);
        var batches = new BlockingBatches(result.rows())) {
      writer.begin(result.schema());
      while (writeNext(batches, writer)) {}
      writer.end();
    }
    result.notice().ifPresent(System.err::println);
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
