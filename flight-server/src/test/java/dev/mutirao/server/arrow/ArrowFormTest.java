package dev.mutirao.server.arrow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

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

final class ArrowFormTest {
  private final BufferAllocator allocator = new RootAllocator();

  @AfterEach
  void allMemoryIsReleased() {
    allocator.close(); // throws when a buffer is left
  }

  @ParameterizedTest
  @EnumSource(ArrowForm.class)
  void everyTypeComesBackWithItsValues(ArrowForm form) {
    for (int rows : new int[] {1, 2, 7, 8, 64, 65, 1000}) {
      try (var output = new ArrowOutput(form, SampleBatch.SCHEMA, allocator);
          var batch = SampleBatch.random(rows, rows, allocator)) {
        output.load(batch);
        try (var back = new ArrowInput(form, SampleBatch.SCHEMA, allocator).take(output.root())) {
          assertEquals(SampleBatch.rows(batch), SampleBatch.rows(back));
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource(ArrowForm.class)
  void batchesSurviveArrowsOwnSerialisationOneAfterTheOther(ArrowForm form) {
    var input = new ArrowInput(form, SampleBatch.SCHEMA, allocator);
    try (var output = new ArrowOutput(form, SampleBatch.SCHEMA, allocator);
        var received = VectorSchemaRoot.create(form.schema(SampleBatch.SCHEMA), allocator)) {
      for (int rows : new int[] {3, 1, 500}) {
        try (var batch = SampleBatch.random(rows, rows, allocator)) {
          output.load(batch);
          try (var message = new VectorUnloader(output.root()).getRecordBatch()) {
            new VectorLoader(received).load(message);
          }
          try (var back = input.take(received)) {
            assertEquals(SampleBatch.rows(batch), SampleBatch.rows(back));
          }
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource(ArrowForm.class)
  void nothingIsKeptWhenMemoryEndsInTheMiddle(ArrowForm form) {
    int failures = 0;
    try (var batch = SampleBatch.random(500, 1, allocator)) {
      for (long limit = 0; limit < 64 << 10; limit += 512) {
        try (var small = allocator.newChildAllocator("small", 0, limit);
            var output = new ArrowOutput(form, SampleBatch.SCHEMA, small)) {
          output.load(batch);
        } catch (OutOfMemoryException expected) {
          failures++;
        }
      }
    }
    assertTrue(failures > 10, failures + " limits were too small");
  }

  @Test
  void clientSchemaReadsBackAsItWas() {
    var schema = SampleBatch.SCHEMA;
    assertEquals(schema, ClientSchema.read(ArrowForm.CLIENT.schema(schema)));
  }

  @ParameterizedTest
  @EnumSource(ArrowForm.class)
  void nothingIsLeftOfBatchesThatHaveNoRoom(ArrowForm form) {
    boolean failed = false;
    boolean done = false;
    for (long limit = 1024; limit < 1 << 22; limit += limit / 5) {
      try (var room = allocator.newChildAllocator("room", 0, limit);
          var small = SampleBatch.random(100, limit, allocator);
          var large = SampleBatch.random(700, limit, allocator);
          var output = new ArrowOutput(form, SampleBatch.SCHEMA, room)) {
        output.load(small);
        output.load(large);
        done = true;
      } catch (OutOfMemoryException e) {
        assertEquals(0, e.getSuppressed().length, () -> "also " + e.getSuppressed()[0]);
        failed = true;
      }
    }
    assertTrue(failed, "every limit had room");
    assertTrue(done, "no limit had room");
  }
}
