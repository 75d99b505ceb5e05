package dev.mutirao.server.random;

import java.util.Arrays;
import java.util.List;
import java.util.Random;

/// The decisions behind one random query, recorded so that a reducer can make others instead.
/// Whoever asks puts the simplest alternative first: 0 is what the reducer tries.
final class Choices {
  private final Random random;
  private final int[] replayed;
  private final boolean replaying;
  private int[] made = new int[64];
  private int count;

  private Choices(Random random, int[] replayed, boolean replaying) {
    this.random = random;
    this.replayed = replayed;
    this.replaying = replaying;
  }

  /// Decides by a seed.
  static Choices random(long seed) {
    return new Choices(new Random(seed), new int[0], false);
  }

  /// Decides as was decided before; after the end of that, the simplest.
  static Choices replay(int[] made) {
    return new Choices(new Random(0), made, true);
  }

  /// A number from 0 to `alternatives` - 1.
  int below(int alternatives) {
    int decision;
    if (!replaying) {
      decision = random.nextInt(alternatives);
    } else {
      decision = count < replayed.length ? Math.floorMod(replayed[count], alternatives) : 0;
    }
    if (count == made.length) {
      made = Arrays.copyOf(made, 2 * count);
    }
    made[count++] = decision;
    return decision;
  }

  /// Yes once in so many times.
  boolean oneIn(int times) {
    return below(times) == times - 1;
  }

  /// No once in so many times.
  boolean allButOneIn(int times) {
    return below(times) != 0;
  }

  <T> T of(List<T> alternatives) {
    return alternatives.get(below(alternatives.size()));
  }

  /// All decisions, in order.
  int[] made() {
    return Arrays.copyOf(made, count);
  }
}
