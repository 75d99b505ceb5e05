package dev.mutirao.server.arrow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mutirao.connectors.batch.Batch;
import dev.mutirao.connectors.compress.Compression;
import dev.mutirao.connectors.error.ErrorCode;
import dev.mutirao.connectors.error.MutiraoException;
import dev.mutirao.connectors.type.Schema;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.OutOfMemoryException;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.VectorLoader;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.VectorUnloader;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Batches come back from their compressed form as they were.
final class PackedBatchTest {
  private static final int[] SIZES = {3, 1, 0, 65, 1000};

  private final BufferAllocator allocator = new RootAllocator();

  @AfterEach
  void allMemoryIsReleased() {
    allocator.close(); // throws when a buffer is left
  }

  private PackedOutput output(Compression compression, BufferAllocator memory) {
    var plain = new ArrowOutput(ArrowForm.WIRE, SampleBatch.SCHEMA, memory);
    return new PackedOutput(plain, compression, memory);
  }

  @ParameterizedTest
  @EnumSource(names = {"LZ4", "ZSTD"})
  void everyTypeComesBackWithItsValues(Compression compression) {
    var input = new ArrowInput(ArrowForm.WIRE, SampleBatch.SCHEMA, allocator);
    try (var output = output(compression, allocator);
        var packed = new PackedInput(SampleBatch.SCHEMA, allocator);
        var received = VectorSchemaRoot.create(output.root().getSchema(), allocator)) {
      for (int rows : SIZES) {
        try (var batch = SampleBatch.random(rows, rows, allocator)) {
          output.load(batch);
          try (var message = new VectorUnloader(output.root()).getRecordBatch()) {
            new VectorLoader(received).load(message);
          }
          try (var back = input.take(packed.unpack(received))) {
            assertEquals(SampleBatch.rows(batch), SampleBatch.rows(back));
          }
        }
      }
    }
  }

  @Test
  void rowsWithoutColumnsKeepTheirNumber() {
    try (var output =
            new PackedOutput(
                new ArrowOutput(ArrowForm.WIRE, Schema.EMPTY, allocator),
                Compression.LZ4,
                allocator);
        var packed = new PackedInput(Schema.EMPTY, allocator);
        var batch = new Batch(42, List.of())) {
      output.load(batch);
      assertEquals(42, packed.unpack(output.root()).getRowCount());
    }
  }

  @Test
  void whatIsNotCompressedIsShownAsItIs() {
    try (var output = new ArrowOutput(ArrowForm.WIRE, SampleBatch.SCHEMA, allocator);
        var packed = new PackedInput(SampleBatch.SCHEMA, allocator)) {
      assertEquals(output.root(), packed.unpack(output.root()));
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"LZ4", "ZSTD"})
  void repeatedBytesTakeLessRoom(Compression compression) {
    try (var output = output(compression, allocator);
        var one = SampleBatch.random(1000, 7, allocator)) {
      output.load(one);
      int packed = output.root().getVector(0).getBufferSize();
      assertTrue(packed < one.sizeInBytes(), packed + " of " + one.sizeInBytes());
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"LZ4", "ZSTD"})
  void damagedMessageIsAnErrorAndKeepsNothing(Compression compression) {
    try (var output = output(compression, allocator);
        var packed = new PackedInput(SampleBatch.SCHEMA, allocator);
        var batch = SampleBatch.random(500, 1, allocator)) {
      output.load(batch);
      var bytes = output.root().getVector(0).getDataBuffer();
      int place = 16 * (1 + SampleBatch.SCHEMA.size()); // of the first buffer's length
      bytes.setInt(place, bytes.getInt(place) + 1);
      var failure =
          assertThrows(MutiraoException.class, () -> packed.unpack(output.root()).getRowCount());
      assertEquals(ErrorCode.INTERNAL_ERROR, failure.code());
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"LZ4", "ZSTD"})
  void nothingIsKeptWhenMemoryEndsInTheMiddle(Compression compression) {
    int failures = 0;
    int successes = 0;
    try (var batch = SampleBatch.random(500, 1, allocator)) {
      for (long limit = 0; limit < 4 << 20; limit += 32 << 10) {
        try (var small = allocator.newChildAllocator("small", 0, limit);
            var output = output(compression, small);
            var packed = new PackedInput(SampleBatch.SCHEMA, small)) {
          output.load(batch);
          assertEquals(500, packed.unpack(output.root()).getRowCount());
          successes++;
        } catch (OutOfMemoryException expected) {
          failures++;
        }
      }
    }
    assertTrue(failures > 5 && successes > 5, failures + " limits were too small");
  }
}
