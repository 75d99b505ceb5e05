package dev.mutirao.server.exchange;

import dev.mutirao.connectors.batch.Batch;
import dev.mutirao.connectors.batch.Column;
import dev.mutirao.connectors.batch.Memory;
import dev.mutirao.connectors.compress.BlockCodec;
import dev.mutirao.connectors.compress.Compression;
import dev.mutirao.connectors.type.Layout;
import dev.mutirao.executor.plan.codec.PlanCodec;
import dev.mutirao.server.arrow.Flat;
import dev.mutirao.server.scheduler.Failure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.GatheringByteChannel;
import java.nio.channels.WritableByteChannel;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.jspecify.annotations.Nullable;

/// Writes messages of the {@link BatchForm} to a channel that waits. Buffers of batches go from
/// where they are; copied are only dictionary-encoded columns and offsets that do not begin at 0.
/// Both ends together take some 60 µs for 256 KB (`benchmarks/run Exchange`).
final class BatchWriter implements Line {
  private static final int LONGEST_MESSAGE = 10_000; // characters
  private static final ByteBuffer PADDING = ByteBuffer.allocateDirect(8).asReadOnlyBuffer();

  private final GatheringByteChannel channel;
  private final Compression compression;
  private final BufferAllocator allocator;
  private final BlockCodec codec;
  private final ArrowBuf headBuffer;
  private final ByteBuffer head;

  /// What the message is made of, the head first.
  private final List<ByteBuffer> parts = new ArrayList<>();

  /// What was made for the message and nobody else holds.
  private final List<ArrowBuf> made = new ArrayList<>();

  private long body;
  private boolean closed;

  /// @param headBytes of each message
  /// @param allocator for heads and what must be copied
  BatchWriter(
      GatheringByteChannel channel,
      int headBytes,
      Compression compression,
      BufferAllocator allocator) {
    this.channel = channel;
    this.compression = compression;
    this.allocator = allocator;
    this.codec = new BlockCodec(compression);
    this.headBuffer = allocator.buffer(headBytes);
    this.head = headBuffer.nioBuffer(0, headBytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  /// A channel that waits has room: to write takes as long as the reader takes.
  @Override
  public void awaitRoom() {}

  @Override
  public long send(Batch batch) {
    try (batch) {
      if (batch.rows() == 0) {
        return 0;
      }
      begin(BatchForm.ROWS, batch.rows());
      for (int i = 0; i < batch.columnCount(); i++) {
        add(batch.column(i));
      }
      return write();
    } catch (IOException hungUp) {
      throw new UncheckedIOException(hungUp);
    } finally {
      forget();
    }
  }

  @Override
  public void complete() throws IOException {
    closed = true;
    begin(BatchForm.END, 0);
    write();
  }

  /// Writes that the stream ends before its end. Takes no Arrow memory, the want of which may be
  /// the reason.
  static void fail(WritableByteChannel channel, int headBytes, Failure failure) throws IOException {
    var encoded = PlanCodec.encode(Failure.class, shortened(failure));
    int body = (int) BatchForm.padded(encoded.length);
    var message = ByteBuffer.allocate(headBytes + body).order(ByteOrder.LITTLE_ENDIAN);
    message.putInt(BatchForm.KIND, BatchForm.FAILURE);
    message.putInt(BatchForm.COUNT, encoded.length);
    message.putLong(BatchForm.BODY, body);
    message.put(headBytes, encoded);
    while (message.hasRemaining()) {
      channel.write(message);
    }
  }

  private static Failure shortened(Failure failure) {
    var message = failure.message();
    return message.length() <= LONGEST_MESSAGE
        ? failure
        : new Failure(failure.code(), message.substring(0, LONGEST_MESSAGE) + "...");
  }

  /// Whether nothing can follow: a message was begun and not ended, or the end was written.
  boolean isClosed() {
    return closed;
  }

  @Override
  public void close() {
    headBuffer.close();
    codec.close();
  }

  private void begin(int kind, int count) {
    parts.clear();
    parts.add(head);
    body = 0;
    head.clear();
    head.putInt(kind)
        .putInt(count)
        .putInt(BatchForm.COMPRESSIONS.indexOf(compression))
        .putInt(0)
        .putLong(0);
  }

  private void add(Column column) {
    if (column.isDictionary()) {
      try (var flat = Flat.copy(column, allocator)) {
        hold(flat.validityBuffer());
        hold(flat.offsetsBuffer());
        hold(flat.valuesBuffer());
        addFlat(flat);
      }
    } else {
      addFlat(column);
    }
  }

  private void addFlat(Column column) {
    int rows = column.rows();
    var validity = column.validityBuffer();
    addBuffer(validity, 0, validity == null ? 0 : Memory.bitmapBytes(rows));
    if (column.layout() == Layout.BYTES) {
      int first = column.offsets().getAtIndex(Column.INT, 0);
      int last = column.offsets().getAtIndex(Column.INT, rows);
      addBuffer(first == 0 ? column.offsetsBuffer() : moved(column, first), 0, (rows + 1) * 4L);
      addBuffer(column.valuesBuffer(), first, last - first);
    } else {
      addBuffer(column.valuesBuffer(), 0, BatchForm.valueBytes(column.layout(), rows));
    }
  }

  /// The offsets as if the first were 0.
  private ArrowBuf moved(Column column, int first) {
    var offsets = allocator.buffer((column.rows() + 1) * 4L);
    made.add(offsets);
    var target = Memory.segment(offsets);
    for (long row = 0; row <= column.rows(); row++) {
      target.setAtIndex(Column.INT, row, column.offsets().getAtIndex(Column.INT, row) - first);
    }
    return offsets;
  }

  /// @param buffer null if `length` is 0
  private void addBuffer(@Nullable ArrowBuf buffer, long from, long length) {
    int bytes = Math.toIntExact(length);
    if (buffer == null || bytes == 0) {
      head.putInt(0).putInt(0);
      return;
    }
    var plain = buffer.nioBuffer(from, bytes);
    var packed = compression == Compression.NONE ? plain : packed(plain);
    head.putInt(bytes).putInt(packed.remaining());
    addBody(packed);
  }

  /// The bytes compressed, or as they are where that gains nothing.
  private ByteBuffer packed(ByteBuffer plain) {
    int bound = codec.bound(plain.remaining());
    var room = allocator.buffer(bound);
    made.add(room);
    var target = room.nioBuffer(0, bound);
    codec.compress(plain.duplicate(), target);
    return target.position() < plain.remaining() ? target.flip() : plain;
  }

  private void addBody(ByteBuffer bytes) {
    int length = bytes.remaining();
    parts.add(bytes);
    int padding = (int) (BatchForm.padded(length) - length);
    if (padding > 0) {
      parts.add(PADDING.slice(0, padding));
    }
    body += length + padding;
  }

  private long write() throws IOException {
    head.putLong(BatchForm.BODY, body);
    head.position(head.capacity()).flip();
    var all = parts.toArray(ByteBuffer[]::new);
    long left = head.remaining() + body;
    long bytes = left;
    boolean end = closed;
    closed = true;
    for (int done = 0; left > 0; ) {
      left -= channel.write(all, done, all.length - done);
      while (done < all.length && !all[done].hasRemaining()) {
        done++;
      }
    }
    closed = end;
    return bytes;
  }

  private void hold(@Nullable ArrowBuf buffer) {
    if (buffer != null) {
      buffer.getReferenceManager().retain();
      made.add(buffer);
    }
  }

  private void forget() {
    parts.clear();
    made.forEach(ArrowBuf::close);
    made.clear();
  }
}
