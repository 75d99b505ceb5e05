package dev.mutirao.executor.aggregate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mutirao.connectors.batch.Column;
import dev.mutirao.connectors.batch.Memory;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.apache.arrow.memory.RootAllocator;
import org.junit.jupiter.api.Test;

class TextWordsTest {
  private final Random random = new Random(3);

  @Test
  void shortBytesAreInTheWordsAndNothingBehindThem() {
    try (var allocator = new RootAllocator()) {
      for (int capacity = 0; capacity < 40; capacity++) {
        try (var buffer = allocator.buffer(capacity)) {
          var memory = Memory.segment(buffer);
          var bytes = new byte[capacity];
          random.nextBytes(bytes);
          buffer.setBytes(0, bytes);
          for (int start = 0; start <= capacity; start++) {
            for (int length = 0; length <= Math.min(TextWords.SHORT, capacity - start); length++) {
              long first = TextWords.first(memory, start, length);
              long second = TextWords.second(memory, start, length, -1);
              assertEquals(length, TextWords.length(first));
              assertArrayEquals(
                  Arrays.copyOf(Arrays.copyOfRange(bytes, start, start + length), TextWords.SHORT),
                  inMemory(first, second));
            }
          }
        }
      }
    }
  }

  @Test
  void longBytesAreWhereTheSecondWordSays() {
    try (var allocator = new RootAllocator();
        var buffer = allocator.buffer(64)) {
      buffer.setBytes(0, "the quick brown fox jumps over it".getBytes(StandardCharsets.UTF_8));
      var memory = Memory.segment(buffer);
      long first = TextWords.first(memory, 4, 13);
      assertEquals(13, TextWords.length(first));
      assertTrue(TextWords.isLong(first));
      assertEquals(77, TextWords.second(memory, 4, 13, 77));
    }
  }

  @Test
  void nullIsNoText() {
    assertEquals(TextWords.NULL_LENGTH, TextWords.length(TextWords.NULL));
    assertFalse(TextWords.isLong(TextWords.NULL));
  }

  /// Bytes 4 to 15 of the two words.
  private static byte[] inMemory(long first, long second) {
    var words = java.lang.foreign.MemorySegment.ofArray(new byte[16]);
    words.set(Column.LONG, 0, first);
    words.set(Column.LONG, 8, second);
    return words.asSlice(4).toArray(Column.BYTE);
  }
}
