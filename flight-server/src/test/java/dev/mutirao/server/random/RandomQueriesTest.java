package dev.mutirao.server.random;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Random queries over random tables: DuckDB's rows, and the same bits in every way to run them.
///
/// | property | means |
/// | --- | --- |
/// | `random.seeds` | how many seeds; 300 |
/// | `random.first` | the first one; 1 |
/// | `random.queries` | how many of the four queries of a seed; 2 |
/// | `random.thorough` | `true`: every query in every way |
/// | `random.told` | how many differences of a kind are reduced to small queries, which may take minutes each; 3 |
final class RandomQueriesTest {
  @TempDir private Path folder;

  @Test
  void everyEngineGivesTheSameRows() throws Exception {
    long first = Long.getLong("random.first", 1);
    long seeds = Long.getLong("random.seeds", 300);
    var problems = new ArrayList<String>();
    try (var campaign = new Campaign(folder, Boolean.getBoolean("random.thorough"))) {
      for (long seed = first; seed < first + seeds; seed++) {
        for (var problem : campaign.run(seed)) {
          System.err.println(problem);
          problems.add(problem);
        }
        if ((seed - first + 1) % 500 == 0) {
          System.err.println("up to seed " + seed + ": " + campaign.summary());
        }
      }
      System.err.println(campaign.summary());
      assertEquals(List.of(), problems, () -> String.join("\n", problems));
      assertTrue(
          campaign.checker().failedByAll() * 20 <= campaign.checker().answered(),
          campaign::summary);
      assertTrue(
          campaign.checker().beyondLimits() <= 2 + campaign.checker().answered() / 200,
          campaign::summary);
    }
  }
}
