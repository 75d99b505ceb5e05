package dev.mutirao.connectors.batch;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.lang.foreign.MemorySegment;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ByteCopyTest {
  @Test
  void exactlyTheBytesAskedForAreWritten() {
    var random = new Random(1);
    for (int length = 0; length < 70; length++) {
      var from = new byte[length + 3];
      random.nextBytes(from);
      var to = new byte[length + 20];
      random.nextBytes(to);
      var expected = to.clone();
      System.arraycopy(from, 3, expected, 9, length);
      ByteCopy.copy(MemorySegment.ofArray(from), 3, MemorySegment.ofArray(to), 9, length);
      assertArrayEquals(expected, to);
    }
  }
}
