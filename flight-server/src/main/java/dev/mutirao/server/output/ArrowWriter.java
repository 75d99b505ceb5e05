package dev.mutirao.server.output;

import dev.mutirao.connectors.batch.Batch;
import dev.mutirao.connectors.type.Schema;
import dev.mutirao.server.arrow.ArrowForm;
import dev.mutirao.server.arrow.ArrowOutput;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.ipc.ArrowStreamWriter;
import org.jspecify.annotations.Nullable;

/// One Arrow IPC stream of the types that clients see.
final class ArrowWriter implements RowWriter {
  private final OutputStream out;
  private final BufferAllocator allocator;
  private @Nullable ArrowOutput shown;
  private @Nullable ArrowStreamWriter stream;

  ArrowWriter(OutputStream out, BufferAllocator allocator) {
    this.out = out;
    this.allocator = allocator;
  }

  @Override
  public void begin(Schema schema) throws IOException {
    shown = new ArrowOutput(ArrowForm.CLIENT, schema, allocator);
    stream = new ArrowStreamWriter(shown.root(), null, Channels.newChannel(out));
    stream.start();
  }

  @Override
  public void write(Batch batch) throws IOException {
    shown.load(batch);
    stream.writeBatch();
  }

  @Override
  public void end() throws IOException {
    stream.end();
    out.flush();
  }

  @Override
  public void close() {
    if (shown != null) {
      shown.close();
    }
  }
}
