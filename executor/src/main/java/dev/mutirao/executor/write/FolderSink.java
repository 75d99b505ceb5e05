package dev.mutirao.executor.write;

import dev.mutirao.connectors.batch.Batch;
import dev.mutirao.connectors.type.Schema;
import dev.mutirao.connectors.write.FileWriter;
import dev.mutirao.executor.pipeline.Sink;
import org.jspecify.annotations.Nullable;

/// Writes a file per thread that has rows.
final class FolderSink implements Sink {
  private final WrittenFiles files;
  private final Schema columns;

  FolderSink(WrittenFiles files, Schema columns) {
    this.files = files;
    this.columns = columns;
  }

  @Override
  public Writer open() {
    return new ThreadWriter();
  }

  @Override
  public void finish() {}

  private final class ThreadWriter implements Writer {
    private String name = "";
    private @Nullable FileWriter file;
    private FileWriter.@Nullable Part part;

    @Override
    public void push(Batch batch) {
      if (part == null) {
        begin(batch);
      }
      part.write(batch);
    }

    private void begin(Batch first) {
      try {
        name = files.nextName("");
        file = files.begin(name, columns);
        part = file.open();
      } catch (RuntimeException | Error failure) {
        first.close();
        throw failure;
      }
    }

    @Override
    public void finish() {
      if (part != null) {
        part.finish();
        files.end(name, file);
      }
    }

    @Override
    public void close() {
      if (part != null) {
        part.close();
      }
    }
  }
}
