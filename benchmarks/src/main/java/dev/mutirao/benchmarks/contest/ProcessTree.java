package dev.mutirao.benchmarks.contest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;

/// A process and all that it started: how much memory and processor time do they take? What the
/// operating system does not tell is 0.
final class ProcessTree {
  private static final String PEAK = "VmHWM:";

  private final ProcessHandle root;

  ProcessTree(ProcessHandle root) {
    this.root = root;
  }

  private Stream<ProcessHandle> all() {
    return Stream.concat(Stream.of(root), root.descendants());
  }

  /// Processor time since they started; user and system.
  long processorNanos() {
    return all()
        .mapToLong(process -> process.info().totalCpuDuration().map(Duration::toNanos).orElse(0L))
        .sum();
  }

  /// Lets the peaks begin anew at what is resident now.
  void resetPeaks() throws IOException {
    for (var process : all().toList()) {
      var file = proc(process, "clear_refs");
      if (Files.isWritable(file)) {
        Files.writeString(file, "5");
      }
    }
  }

  /// The peaks of resident memory since they were reset, added up.
  long peakBytes() throws IOException {
    long bytes = 0;
    for (var process : all().toList()) {
      var status = proc(process, "status");
      if (Files.isReadable(status)) {
        try (var lines = Files.lines(status)) {
          bytes +=
              lines
                  .filter(line -> line.startsWith(PEAK))
                  .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
                  .sum();
        }
      }
    }
    return bytes;
  }

  private static Path proc(ProcessHandle process, String file) {
    return Path.of("/proc", Long.toString(process.pid()), file);
  }
}
