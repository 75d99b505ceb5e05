package dev.mutirao.executor.write;

import dev.mutirao.connectors.batch.Batch;
import dev.mutirao.connectors.batch.Cells;
import dev.mutirao.connectors.batch.Column;
import dev.mutirao.connectors.type.Literal;
import dev.mutirao.connectors.type.Type;
import dev.mutirao.executor.pipeline.Source;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.jspecify.annotations.Nullable;

/// Tells which files a task has written, one row each.
final class WrittenFilesSource implements Source {
  private final WrittenFiles files;
  private final BufferAllocator batches;

  WrittenFilesSource(WrittenFiles files, BufferAllocator batches) {
    this.files = files;
    this.batches = batches;
  }

  @Override
  public int maxReaders() {
    return 1;
  }

  @Override
  public Reader open() {
    return new FilesReader(files.complete());
  }

  private final class FilesReader implements Reader {
    private final List<WrittenFiles.Complete> complete;
    private int given;

    FilesReader(List<WrittenFiles.Complete> complete) {
      this.complete = complete;
    }

    @Override
    public @Nullable Batch next() {
      int count = Math.min(Batch.TARGET_ROWS, complete.size() - given);
      if (count == 0) {
        return null;
      }
      var part = complete.subList(given, given + count);
      given += count;
      var columns = new ArrayList<Column>();
      try {
        columns.add(
            column(Type.Simple.VARCHAR, part.stream().map(file -> Literal.of(file.path()))));
        columns.add(
            column(
                Type.Simple.BIGINT, part.stream().map(file -> Literal.of(file.written().rows()))));
        columns.add(
            column(
                Type.Simple.BIGINT, part.stream().map(file -> Literal.of(file.written().bytes()))));
        return new Batch(count, columns);
      } catch (RuntimeException | Error failure) {
        columns.forEach(Column::close);
        throw failure;
      }
    }

    private Column column(Type type, java.util.stream.Stream<Literal> values) {
      return Cells.column(type, values.toList(), batches);
    }

    @Override
    public boolean finished() {
      return given == complete.size();
    }

    @Override
    public void close() {}
  }
}
