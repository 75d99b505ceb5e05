package dev.mutirao.server.exchange;

import dev.mutirao.connectors.batch.Batch;
import dev.mutirao.connectors.batch.Column;
import dev.mutirao.connectors.batch.Memory;
import dev.mutirao.connectors.compress.BlockCodec;
import dev.mutirao.connectors.compress.Compression;
import dev.mutirao.connectors.error.ClusterErrors;
import dev.mutirao.connectors.error.MutiraoException;
import dev.mutirao.connectors.type.Layout;
import dev.mutirao.connectors.type.Schema;
import dev.mutirao.connectors.type.Type;
import dev.mutirao.executor.plan.codec.PlanCodec;
import dev.mutirao.server.scheduler.Failure;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.ReadableByteChannel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.jspecify.annotations.Nullable;

/// Reads messages of the {@link BatchForm} from a channel that waits. The bytes of a batch are read
/// to where they stay: its columns are views of one buffer.
final class BatchReader implements AutoCloseable {
  private static final long LONGEST_FAILURE = 1 << 20; // bytes

  private final ReadableByteChannel channel;
  private final Schema schema;
  private final BufferAllocator memory;
  private final ArrowBuf headBuffer;
  private final ByteBuffer head;
  private @Nullable ArrowBuf body; // of the message read last
  private @Nullable BlockCodec codec;

  /// @param memory where a message is until it is taken
  BatchReader(ReadableByteChannel channel, Schema schema, BufferAllocator memory) {
    int headBytes = BatchForm.headBytes(schema);
    this.channel = channel;
    this.schema = schema;
    this.memory = memory;
    this.headBuffer = memory.buffer(headBytes);
    this.head = headBuffer.nioBuffer(0, headBytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  /// Reads a message; false at the end of the stream.
  ///
  /// @throws MutiraoException with which the sender ended the stream
  /// @throws EOFException when the sender is gone
  boolean next() throws IOException {
    forget();
    fill(head.clear());
    return switch (head.getInt(BatchForm.KIND)) {
      case BatchForm.ROWS -> {
        readRows();
        yield true;
      }
      case BatchForm.END -> false;
      case BatchForm.FAILURE -> throw failure();
      default -> throw malformed("kind of message");
    };
  }

  /// Bytes of the message read last, as they travelled.
  long bytes() {
    return head.capacity() + head.getLong(BatchForm.BODY);
  }

  /// The rows of the message read last; to be called once.
  ///
  /// @param allocator under the same root; the batch is accounted to it
  Batch take(BufferAllocator allocator) {
    var message = body;
    if (message == null) {
      throw new IllegalStateException("no message, or it was taken");
    }
    int rows = head.getInt(BatchForm.COUNT);
    var columns = new ArrayList<Column>(schema.size());
    try (var whole =
        message
            .getReferenceManager()
            .transferOwnership(message, allocator)
            .getTransferredBuffer()) {
      forget();
      var views = new Views(whole);
      for (int i = 0; i < schema.size(); i++) {
        columns.add(views.column(schema.type(i), rows));
      }
      return new Batch(rows, columns);
    } catch (RuntimeException | Error failure) {
      columns.forEach(Column::close);
      throw failure;
    }
  }

  @Override
  public void close() {
    forget();
    headBuffer.close();
    if (codec != null) {
      codec.close();
    }
  }

  private void readRows() throws IOException {
    long length = head.getLong(BatchForm.BODY);
    check(length);
    var read = memory.buffer(length);
    body = read;
    for (long from = 0; from < length; from += Integer.MAX_VALUE) {
      fill(read.nioBuffer(from, (int) Math.min(length - from, Integer.MAX_VALUE)));
    }
    int compression = head.getInt(BatchForm.COMPRESSION);
    if (compression != BatchForm.PLAIN) {
      decompress(BatchForm.COMPRESSIONS.get(compression), read);
    }
  }

  /// What a sender of another version, or none at all, might say.
  private void check(long length) {
    int rows = head.getInt(BatchForm.COUNT);
    int compression = head.getInt(BatchForm.COMPRESSION);
    if (rows <= 0 || compression < 0 || compression >= BatchForm.COMPRESSIONS.size()) {
      throw malformed("head");
    }
    boolean plain = compression == BatchForm.PLAIN;
    long stored = 0;
    int at = BatchForm.LENGTHS;
    for (int i = 0; i < schema.size(); i++) {
      var layout = schema.type(i).layout();
      boolean text = layout == Layout.BYTES;
      int validity = head.getInt(at);
      int second = head.getInt(at + BatchForm.LENGTHS_OF_ONE);
      if ((validity != 0 && validity != Memory.bitmapBytes(rows))
          || second != (text ? (rows + 1) * 4L : BatchForm.valueBytes(layout, rows))) {
        throw malformed("lengths");
      }
      for (int buffer = text ? 3 : 2; buffer > 0; buffer--, at += BatchForm.LENGTHS_OF_ONE) {
        int bytes = head.getInt(at);
        int packed = head.getInt(at + 4);
        if (packed < 0 || packed > bytes || (plain && packed != bytes)) {
          throw malformed("lengths");
        }
        stored += BatchForm.padded(packed);
      }
    }
    if (stored != length) {
      throw malformed("length of the body");
    }
  }

  /// Puts the plain bytes in the place of the message's, and their lengths in the head.
  private void decompress(Compression compression, ArrowBuf packed) {
    if (codec == null) {
      codec = new BlockCodec(compression);
    }
    long length = 0;
    for (int at = BatchForm.LENGTHS; at < head.capacity(); at += BatchForm.LENGTHS_OF_ONE) {
      length += BatchForm.padded(head.getInt(at));
    }
    body = memory.buffer(length); // `packed` is held here
    try (packed) {
      long from = 0;
      long to = 0;
      for (int at = BatchForm.LENGTHS; at < head.capacity(); at += BatchForm.LENGTHS_OF_ONE) {
        int bytes = head.getInt(at);
        int stored = head.getInt(at + 4);
        if (bytes > 0) {
          var source = packed.nioBuffer(from, stored);
          var target = body.nioBuffer(to, bytes);
          if (stored == bytes) {
            target.put(source);
          } else {
            codec.decompress(source, target);
          }
        }
        from += BatchForm.padded(stored);
        to += BatchForm.padded(bytes);
      }
    }
  }

  private MutiraoException failure() throws IOException {
    long length = head.getLong(BatchForm.BODY);
    int bytes = head.getInt(BatchForm.COUNT);
    if (bytes <= 0 || length > LONGEST_FAILURE || BatchForm.padded(bytes) != length) {
      return malformed("failure");
    }
    var encoded = ByteBuffer.allocate((int) length);
    fill(encoded);
    return PlanCodec.decode(Failure.class, Arrays.copyOf(encoded.array(), bytes)).exception();
  }

  private void fill(ByteBuffer buffer) throws IOException {
    while (buffer.hasRemaining()) {
      if (channel.read(buffer) < 0) {
        throw new EOFException("the sender is gone");
      }
    }
  }

  private void forget() {
    if (body != null) {
      body.close();
      body = null;
    }
  }

  private static MutiraoException malformed(String what) {
    return ClusterErrors.malformedMessage("message between executors", what, null);
  }

  /// The columns of a message, one after the other.
  private final class Views {
    private final ArrowBuf whole;
    private int lengths = BatchForm.LENGTHS;
    private long from;

    private Views(ArrowBuf whole) {
      this.whole = whole;
    }

    private Column column(Type type, int rows) {
      var held = new ArrayList<ArrowBuf>(3);
      try {
        var first = next();
        var validity = first.capacity() == 0 ? null : held(first, held);
        return type.layout() == Layout.BYTES
            ? Column.bytes(type, rows, validity, held(next(), held), held(next(), held))
            : Column.fixed(type, rows, validity, held(next(), held));
      } catch (RuntimeException | Error failure) {
        held.forEach(ArrowBuf::close);
        throw failure;
      }
    }

    private ArrowBuf next() {
      int bytes = head.getInt(lengths);
      var view = whole.slice(from, bytes);
      lengths += BatchForm.LENGTHS_OF_ONE;
      from += BatchForm.padded(bytes);
      return view;
    }

    private static ArrowBuf held(ArrowBuf view, List<ArrowBuf> held) {
      held.add(view);
      view.getReferenceManager().retain();
      return view;
    }
  }
}
