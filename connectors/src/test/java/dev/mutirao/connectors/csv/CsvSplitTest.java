package dev.mutirao.connectors.csv;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Every way of cutting a file into splits gives the rows that one split gives.
class CsvSplitTest {
  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a,b\n1,2\n3,4\n5,6\n",
        "a,b\r\n1,2\r\n3,4\r\n5,6",
        "\uFEFFa,b\n1,\"x\ny\"\n3,\"\n\n\"\n5,\"\"\"\"\n",
        "a,b\n\",\",\",\"\n\"\n\",\"\n\"\n\"\"\"\",\"\"\"\n\"\"\"\n",
        "a,b\n\"1,2\n3,4\n5,6\n\",7\n\"\n8,9\",\"\n10,11\n\"\n",
        "a,b\n5\" pipe,x\n6\" pipe,\"y\n7\"\" pipe,z\"\n",
        "a,b\n\"a\"\"\n\"\"b\",\"\"\n\"\",\"\"\n\"\n\",\"\"\"\n\"\"\"\n",
        "a,b\n,\n,\n\"\",\n\n\n1,2\n\n",
      })
  void everyCutOfANastyFileGivesTheSameRows(String text) {
    assertAllCutsAgree(text, "quote=\"", "delimiter=,", "header=true");
  }

  @Test
  void everyCutWithABackslashAsEscapeGivesTheSameRows() {
    assertAllCutsAgree(
        "a,b\n\"x\\\"\n,\\\\\",1\n\"\\\\\\\"\n\",\"\\\n\"\n\"\\,\",\"\n\"\n",
        "quote=\"",
        "escape=\\",
        "delimiter=,",
        "header=true");
  }

  @Test
  void everyCutWithLoneCarriageReturnsGivesTheSameRows() {
    assertAllCutsAgree(
        "a,b\r1,\"x\ry\"\r\"\r\",\"\"\"\r\"\r5,6\r", "quote=\"", "delimiter=,", "header=true");
  }

  @Test
  void everyCutOfRandomQuotedTextGivesTheSameRows() {
    var random = new SplittableRandom(7);
    for (int round = 0; round < 10; round++) {
      assertAllCutsAgree(randomFile(random, 8), "quote=\"", "delimiter=,", "header=true");
    }
  }

  @Test
  void cutsAgreeWhereErrorsAreIgnored() {
    var text = "a,b\n1,2\n3\n\"x\"y,4\n\"5\n\",\"6\n7,8\n9\",1,2\n\"a\nb\",\"c\"\"d\"\n";
    assertAllCutsAgree(
        text, "quote=\"", "delimiter=,", "header=true", "ignore_errors=true", "all_varchar=true");
  }

  @Test
  void longFileWithManySplitsIsReadOnce() {
    var random = new SplittableRandom(11);
    var text = randomFile(random, 20_000);
    var file = new CsvFile(folder, text);
    var whole = file.rows("quote=\"", "delimiter=,", "header=true", "all_varchar=true");
    assertEquals(20_000, whole.size());
    for (var size : List.of("65536", "99991", "300000")) {
      assertEquals(
          whole,
          file.rows(
              "quote=\"", "delimiter=,", "header=true", "all_varchar=true", "split_size=" + size),
          "splits of " + size);
    }
  }

  private static String randomFile(SplittableRandom random, int rows) {
    var pieces = List.of("\"\"", "\n", ",", "a", "bc", "\r\n", " ", "\"\"\n\"\"", ",\n", "São");
    var text = new StringBuilder("a,b,c\n");
    for (int row = 0; row < rows; row++) {
      for (int column = 0; column < 3; column++) {
        text.append(column == 0 ? "" : ",");
        if (random.nextInt(3) == 0) {
          text.append(random.nextInt(1000));
        } else {
          text.append('"');
          for (int i = random.nextInt(6); i > 0; i--) {
            text.append(pieces.get(random.nextInt(pieces.size())));
          }
          text.append('"');
        }
      }
      text.append(random.nextInt(8) == 0 ? "\r\n" : "\n");
    }
    return text.toString();
  }

  private void assertAllCutsAgree(String text, String... options) {
    var file = new CsvFile(folder, text);
    var whole = file.rows(options);
    assertTrue(!whole.isEmpty(), "the file has rows");
    // A cut at byte n is one of those that splits of n bytes make; sizes below 8 only repeat cuts
    // at a high price.
    for (int size = text.length() < 80 ? 1 : 8; size <= text.length(); size++) {
      var cut = new ArrayList<>(List.of(options));
      cut.add("split_size=" + size);
      assertEquals(
          whole, file.rows(cut.toArray(String[]::new)), "split size " + size + " of " + text);
    }
  }
}
