package dev.mutirao.executor.aggregate;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.HashSet;
import java.util.Random;
import org.junit.jupiter.api.Test;

class KeySampleTest {
  @Test
  void everyHashCountsOnce() {
    var random = new Random(1);
    var sample = new KeySample();
    var expected = new HashSet<Long>();
    for (int i = 0; i < 50_000; i++) {
      long hash = i % 7 == 0 ? i % 700 << 20 : KeyHash.mix(random.nextInt(9000));
      expected.add(hash == 0 ? 1 : hash);
      sample.add(hash);
      assertEquals(expected.size(), sample.size());
    }
  }
}
