package dev.mutirao.server.cli;

import dev.mutirao.server.embedded.MemorySize;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// The options of every command that runs an engine in its own process.
final class ProcessOptions {
  @Option(
      names = "--threads",
      paramLabel = "N",
      converter = OptionValues.Count.class,
      description = "Compute threads (default: the cores).")
  @Nullable Integer threads;

  @Option(
      names = "--memory",
      paramLabel = "SIZE",
      converter = MemorySizeConverter.class,
      description = "Memory for queries, such as 4GB (default: 70%% of the machine).")
  @Nullable MemorySize memory;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "Folder of the catalog (default: in memory).")
  @Nullable Path data;

  @Option(
      names = "--root",
      paramLabel = "DIR",
      converter = OptionValues.Folder.class,
      description = "Where relative paths in SQL begin (default: the current folder).")
  Path root = Path.of("");

  int threadCount() {
    return threads == null ? Runtime.getRuntime().availableProcessors() : threads;
  }

  long memoryBytes() {
    return memory == null ? MemorySize.ofQueries().bytes() : memory.bytes();
  }
}
