package dev.mutirao.executor.write;

import dev.mutirao.connectors.batch.Batch;
import dev.mutirao.connectors.batch.Column;
import dev.mutirao.connectors.type.Schema;
import dev.mutirao.connectors.write.FileWriter;
import dev.mutirao.executor.memory.OperatorMemory;
import dev.mutirao.executor.pipeline.Sink;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;

/// Writes a file per partition, whatever their number, in bounded memory: each thread lets rows
/// wait, puts them into the order of their partitions when they are many, and appends what each
/// partition has got. No file stays open.
final class PartitionSink implements Sink {
  private record PartitionFile(String name, FileWriter writer) {}

  private final WrittenFiles files;
  private final Schema input;
  private final Schema columns;
  private final List<Integer> kept;
  private final OperatorMemory memory;
  private final ConcurrentHashMap<String, PartitionFile> partitions = new ConcurrentHashMap<>();

  PartitionSink(WrittenFiles files, Schema input, OperatorMemory memory) {
    this.files = files;
    this.input = input;
    this.memory = memory;
    this.kept =
        IntStream.range(0, input.size())
            .filter(i -> !files.target().partitionBy().contains(i))
            .boxed()
            .toList();
    this.columns = input.select(kept);
  }

  @Override
  public Writer open() {
    return new PartitionWriter(this, memory);
  }

  @Override
  public void finish() {
    partitions.values().forEach(file -> files.end(file.name, file.writer));
  }

  Schema input() {
    return input;
  }

  List<Integer> keys() {
    return files.target().partitionBy();
  }

  /// Appends rows of one partition. Takes the batches over.
  ///
  /// @param folder names the partition, such as `a=1/`
  /// @param batches have the columns of the input
  void append(String folder, Iterable<Batch> batches) {
    var file =
        partitions.computeIfAbsent(
            folder,
            added -> {
              var name = files.nextName(added);
              return new PartitionFile(name, files.begin(name, columns));
            });
    try (var part = file.writer.open()) {
      for (var batch : batches) {
        part.write(keptOf(batch));
      }
      part.finish();
    }
  }

  /// The columns that files have. Takes the batch over.
  private Batch keptOf(Batch batch) {
    try (batch) {
      return new Batch(
          batch.rows(),
          kept.stream().map(index -> batch.column(index).share()).toArray(Column[]::new));
    }
  }
}
