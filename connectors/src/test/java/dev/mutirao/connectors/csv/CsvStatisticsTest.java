package dev.mutirao.connectors.csv;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mutirao.connectors.source.ConnectorTester;
import dev.mutirao.connectors.source.TableStatistics;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// How many rows and values files have, for the optimiser.
class CsvStatisticsTest {
  private static final int LARGE_ROWS = 700_000; // more than 16 MB

  @TempDir private Path folder;

  @Test
  void valuesOfSmallFilesAreCounted() {
    var file =
        new CsvFile(
            folder,
            """
            number,text,empty,long
            1,x,,a text of more than sixteen bytes
            1,,,a text of more than sixteen bytes
            2,"x",,a text of more than sixteen bytez
            3,"",,""
            """);
    assertEquals(values(3, 2, -1, 3), values(file.describe().statistics()));
    assertEquals(values(3, 2, -1, 3), values(file.describe("ignore_errors=true").statistics()));
  }

  @Test
  void valuesOfLargeFilesAreEstimated() {
    var statistics = new CsvFile(folder.resolve("large.csv"), large()).describe().statistics();
    assertFalse(statistics.exact());
    assertNear(LARGE_ROWS, statistics.rows());
    var columns = values(statistics);
    assertNear(LARGE_ROWS, columns.get(0));
    assertNear(LARGE_ROWS / 4, columns.get(1));
    assertEquals(OptionalLong.of(25), columns.get(2));
    assertNear(10_000, columns.get(3));
    assertNear(1_000, columns.get(4));
  }

  @Test
  void valuesOfSeveralFilesAreCountedTogether() throws IOException {
    for (int file = 0; file < 5; file++) {
      var text = new StringBuilder("id,kind\n");
      for (int row = 0; row < 3_000; row++) {
        text.append(file * 3_000 + row).append(",k").append(row % 7).append('\n');
      }
      Files.writeString(folder.resolve(file + ".csv"), text);
    }
    var statistics =
        new ConnectorTester(new CsvConnector())
            .describe(folder.toString(), CsvFile.options())
            .statistics();
    assertEquals(OptionalLong.of(15_000), statistics.rows());
    assertNear(15_000, values(statistics).get(0));
    assertEquals(OptionalLong.of(7), values(statistics).get(1));
  }

  /// A key; a number that four neighbours share; 25 groups; 10,000 values anywhere; 1,000 that
  /// ascend.
  private static byte[] large() {
    var random = new SplittableRandom(1);
    var text = new StringBuilder("id,order_id,kind,part,day\n");
    for (int row = 0; row < LARGE_ROWS; row++) {
      text.append(row).append(',').append(row / 4).append(",k").append(random.nextInt(25));
      text.append(',').append(random.nextInt(10_000));
      text.append(',').append(row / (LARGE_ROWS / 1_000)).append('\n');
    }
    return text.toString().getBytes(StandardCharsets.US_ASCII);
  }

  private static List<OptionalLong> values(TableStatistics statistics) {
    return statistics.columns().stream().map(column -> column.distinctValues()).toList();
  }

  /// @param counts -1 where it is not known
  private static List<OptionalLong> values(long... counts) {
    return Arrays.stream(counts)
        .mapToObj(count -> count < 0 ? OptionalLong.empty() : OptionalLong.of(count))
        .toList();
  }

  private static void assertNear(long expected, OptionalLong estimate) {
    assertTrue(
        Math.abs(estimate.getAsLong() - expected) <= expected / 5, expected + ": " + estimate);
  }
}
