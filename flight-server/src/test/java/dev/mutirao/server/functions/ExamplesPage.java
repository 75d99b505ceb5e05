package dev.mutirao.server.functions;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/// What `examples/README.md` says that the examples print.
final class ExamplesPage {
  private static final Pattern NUMBER = Pattern.compile("\\d+(\\.\\d+)?");

  private ExamplesPage() {}

  /// Fails unless the row of `example`.sql in a table has all the numbers of a row, in their order.
  static void assertPrints(String example, double[] row) throws IOException {
    var line =
        Files.readAllLines(Path.of("../examples/README.md")).stream()
            .filter(each -> each.startsWith("| [" + example + ".sql]"))
            .findFirst()
            .orElseThrow();
    var said = NUMBER.matcher(line).results().map(MatchResult::group).toList();
    var printed =
        Arrays.stream(row)
            .mapToObj(each -> BigDecimal.valueOf(each).stripTrailingZeros().toPlainString())
            .toList();
    assertEquals(printed, said.stream().filter(printed::contains).toList(), () -> line);
  }
}
