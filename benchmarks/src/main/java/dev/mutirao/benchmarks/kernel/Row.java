package dev.mutirao.benchmarks.kernel;

import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/// A row of the batch that kernels work on.
///
/// @param quantity below 100
/// @param price below 1000, with cents
/// @param discount 0.00 to 0.10
/// @param customer two Portuguese names
record Row(long quantity, double price, double discount, String customer) {
  private static final List<String> NAMES =
      List.of("Ana", "João", "Mariana", "Antônio", "Íris", "Assunção", "Silva", "Santos", "Melo");

  /// The same rows each time.
  static List<Row> some(int count) {
    var random = new Random(1);
    return Stream.generate(() -> random(random)).limit(count).toList();
  }

  private static Row random(Random random) {
    return new Row(
        random.nextInt(100),
        random.nextInt(100_000) / 100.0,
        random.nextInt(11) / 100.0,
        name(random) + " " + name(random));
  }

  private static String name(Random random) {
    return NAMES.get(random.nextInt(NAMES.size()));
  }
}
