package dev.mutirao.server.exchange;

import dev.mutirao.connectors.batch.Batch;
import dev.mutirao.connectors.batch.Column;
import dev.mutirao.connectors.compress.Compression;
import dev.mutirao.connectors.error.EngineErrors;
import dev.mutirao.connectors.error.MutiraoException;
import dev.mutirao.connectors.type.Field;
import dev.mutirao.connectors.type.Schema;
import dev.mutirao.connectors.type.Type;
import dev.mutirao.server.arrow.ArrowForm;
import dev.mutirao.server.arrow.ArrowOutput;
import dev.mutirao.server.arrow.PackedInput;
import dev.mutirao.server.arrow.PackedOutput;
import dev.mutirao.server.scheduler.Failure;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.nio.channels.Pipe;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;

/// A class whose first use finds the heap full stays unusable as long as the process lives. So
/// those of the streams are used before a function of a user may fill it.
public final class StreamClasses {
  private static final Schema COLUMNS = Schema.of(Field.of("zeros", Type.Simple.BIGINT));
  private static final int ROWS = 64; // so few that any pipe has room for them

  private StreamClasses() {}

  /// Sends a batch in each way, to nobody.
  public static void load(BufferAllocator allocator) {
    for (var compression : Compression.values()) {
      byFlight(compression, allocator);
      try {
        onSocket(compression, allocator);
      } catch (IOException e) {
        throw EngineErrors.internal("rows did not pass a pipe: " + e, e);
      }
    }
  }

  private static void byFlight(Compression compression, BufferAllocator allocator) {
    try (var output =
            new PackedOutput(
                new ArrowOutput(ArrowForm.WIRE, COLUMNS, allocator), compression, allocator);
        var input = new PackedInput(COLUMNS, allocator);
        var zeros = zeros(allocator)) {
      output.load(zeros);
      input.unpack(output.root());
    }
  }

  private static void onSocket(Compression compression, BufferAllocator allocator)
      throws IOException {
    var pipe = Pipe.open();
    int headBytes = BatchForm.headBytes(COLUMNS);
    try (var from = pipe.source();
        var to = pipe.sink();
        var writer = new BatchWriter(to, headBytes, compression, allocator);
        var reader = new BatchReader(from, COLUMNS, allocator)) {
      writer.send(zeros(allocator));
      reader.next();
      reader.take(allocator).close();
      BatchWriter.fail(to, headBytes, Failure.of(EngineErrors.internal("a try", null)));
      reader.next();
    } catch (MutiraoException itsFailure) {
      load(Sender.class, SocketSender.class, FlightSender.class, SocketReception.class);
    }
  }

  /// A column that can be compressed.
  private static Batch zeros(BufferAllocator allocator) {
    var buffer = allocator.buffer(8L * ROWS);
    buffer.setZero(0, buffer.capacity());
    return new Batch(ROWS, List.of(Column.fixed(Type.Simple.BIGINT, ROWS, null, buffer)));
  }

  private static void load(Class<?>... classes) {
    for (var type : classes) {
      try {
        MethodHandles.lookup().ensureInitialized(type);
      } catch (IllegalAccessException e) {
        throw new IllegalStateException(type + " is of this package", e);
      }
    }
  }
}
