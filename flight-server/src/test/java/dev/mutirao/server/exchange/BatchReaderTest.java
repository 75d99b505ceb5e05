package dev.mutirao.server.exchange;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mutirao.connectors.compress.Compression;
import dev.mutirao.connectors.error.ErrorCode;
import dev.mutirao.connectors.error.MutiraoException;
import dev.mutirao.server.arrow.SampleBatch;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.Channels;
import java.nio.channels.GatheringByteChannel;
import java.nio.channels.WritableByteChannel;
import java.util.Arrays;
import java.util.Random;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.OutOfMemoryException;
import org.apache.arrow.memory.RootAllocator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Messages that are cut, changed or too large are errors, and nothing of them is kept.
final class BatchReaderTest {
  private static final int HEAD = BatchForm.headBytes(SampleBatch.SCHEMA);

  private final BufferAllocator allocator = new RootAllocator();

  @AfterEach
  void allMemoryIsReleased() {
    allocator.close(); // throws when a buffer is left
  }

  @Test
  void aCutMessageIsTheEndOfTheSender() throws IOException {
    var message = message(Compression.NONE);
    for (int length : new int[] {0, 1, HEAD - 1, HEAD, HEAD + 1, message.length - 1}) {
      var cut = Arrays.copyOf(message, length);
      assertThrows(EOFException.class, () -> read(cut), length + " bytes");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {BatchForm.KIND, BatchForm.COUNT, BatchForm.COMPRESSION, BatchForm.BODY})
  void aHeadThatCannotBeIsMalformed(int place) throws IOException {
    for (int value : new int[] {-1, 0x7fff_ffff, 77}) {
      var message = message(Compression.NONE);
      ByteBuffer.wrap(message).order(ByteOrder.LITTLE_ENDIAN).putInt(place, value);
      var failure = assertThrows(MutiraoException.class, () -> read(message));
      assertEquals(ErrorCode.PROTOCOL_ERROR, failure.code());
    }
  }

  @ParameterizedTest
  @EnumSource
  void lengthsThatCannotBeAreMalformed(Compression compression) throws IOException {
    for (int at = BatchForm.LENGTHS; at < HEAD; at += 4) {
      for (int value : new int[] {-1, 0x7fff_ffff, 1}) {
        var message = message(compression);
        var head = ByteBuffer.wrap(message).order(ByteOrder.LITTLE_ENDIAN);
        if (head.getInt(at) == value) {
          continue;
        }
        head.putInt(at, value);
        var failure =
            assertThrows(MutiraoException.class, () -> read(message), at + " is " + value);
        assertTrue(
            failure.code() == ErrorCode.PROTOCOL_ERROR
                || failure.code() == ErrorCode.INTERNAL_ERROR, // a block that does not decompress
            failure.getMessage());
      }
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"LZ4", "ZSTD"})
  void damagedBlocksAreErrorsOrOtherBytes(Compression compression) throws IOException {
    var random = new Random(1);
    for (int i = 0; i < 200; i++) {
      var message = message(compression);
      message[HEAD + random.nextInt(message.length - HEAD)] ^= (byte) (1 + random.nextInt(255));
      try {
        read(message);
      } catch (MutiraoException damaged) {
        assertEquals(ErrorCode.INTERNAL_ERROR, damaged.code());
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void nothingIsKeptWhenMemoryEndsInTheMiddle(Compression compression) throws IOException {
    var message = message(compression);
    int failures = 0;
    int successes = 0;
    for (long limit = 0; limit < 2 << 20; limit += 8 << 10) {
      try (var small = allocator.newChildAllocator("small", 0, limit)) {
        try {
          assertEquals(500, read(message, small));
          successes++;
        } catch (OutOfMemoryException expected) {
          failures++;
        }
      }
    }
    assertTrue(failures > 2 && successes > 2, failures + " limits were too small");
  }

  private byte[] message(Compression compression) throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var writer = new BatchWriter(new Sink(bytes), HEAD, compression, allocator)) {
      writer.send(SampleBatch.random(500, 1, allocator));
    }
    return bytes.toByteArray();
  }

  private int read(byte[] message) throws IOException {
    return read(message, allocator);
  }

  private int read(byte[] message, BufferAllocator memory) throws IOException {
    var channel = Channels.newChannel(new ByteArrayInputStream(message));
    try (var reader = new BatchReader(channel, SampleBatch.SCHEMA, memory)) {
      assertTrue(reader.next());
      try (var batch = reader.take(memory)) {
        return batch.rows();
      }
    }
  }

  /// A channel that takes a little of what it is given.
  private record Sink(WritableByteChannel to) implements GatheringByteChannel {
    private Sink(ByteArrayOutputStream bytes) {
      this(Channels.newChannel(bytes));
    }

    @Override
    public long write(ByteBuffer[] sources, int offset, int length) throws IOException {
      var first = sources[offset];
      var part = first.duplicate();
      part.limit(Math.min(part.limit(), part.position() + 100));
      int written = to.write(part);
      first.position(part.position());
      return written;
    }

    @Override
    public long write(ByteBuffer[] sources) throws IOException {
      return write(sources, 0, sources.length);
    }

    @Override
    public int write(ByteBuffer source) throws IOException {
      return to.write(source);
    }

    @Override
    public boolean isOpen() {
      return true;
    }

    @Override
    public void close() {}
  }
}
