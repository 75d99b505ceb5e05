package dev.mutirao.executor.write;

import dev.mutirao.connectors.batch.Batch;
import dev.mutirao.connectors.type.Schema;
import dev.mutirao.connectors.write.FileWriter;
import dev.mutirao.executor.pipeline.Sink;

/// Writes all rows of a task to one file: each thread encodes what it gets, and appends it. Where
/// the rows have an order, there is one thread.
final class SingleFileSink implements Sink {
  private final WrittenFiles files;
  private final String name;
  private final FileWriter file;

  SingleFileSink(WrittenFiles files, Schema columns) {
    this.files = files;
    this.name = files.onlyName();
    this.file = files.begin(name, columns);
  }

  @Override
  public Writer open() {
    return new PartWriter(file.open());
  }

  @Override
  public void finish() {
    files.end(name, file);
  }

  private record PartWriter(FileWriter.Part part) implements Writer {
    @Override
    public void push(Batch batch) {
      part.write(batch);
    }

    @Override
    public void finish() {
      part.finish();
    }

    @Override
    public void close() {
      part.close();
    }
  }
}
