package dev.mutirao.planner;

import dev.mutirao.connectors.source.ColumnStatistics;
import dev.mutirao.connectors.type.Field;
import dev.mutirao.connectors.type.Literal;
import dev.mutirao.connectors.type.Type;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// The tables of TPC-H without rows, with the statistics of `statistics.txt`.
final class TpchTables {
  static final Path FOLDER = Path.of("src/test/resources/dev/mutirao/planner/tpch");

  private TpchTables() {}

  /// Makes the tables known under their names.
  static void declare(PlannerFixture fixture) throws IOException {
    var lines =
        Files.readAllLines(FOLDER.resolve("statistics.txt")).stream()
            .filter(line -> !line.startsWith("#"))
            .toList();
    var starts = new ArrayList<Integer>();
    for (var i = 0; i < lines.size(); i++) {
      if (!lines.get(i).startsWith(" ")) {
        starts.add(i);
      }
    }
    starts.add(lines.size());
    for (var i = 0; i + 1 < starts.size(); i++) {
      declare(fixture, lines.subList(starts.get(i), starts.get(i + 1)));
    }
  }

  private static void declare(PlannerFixture fixture, List<String> lines) {
    var table = lines.getFirst().split("\\|", -1);
    var fields = new ArrayList<Field>();
    var statistics = new ArrayList<ColumnStatistics>();
    for (var line : lines.subList(1, lines.size())) {
      var parts = line.strip().split("\\|", -1);
      var type = type(parts[1]);
      fields.add(Field.of(parts[0], type));
      statistics.add(
          new ColumnStatistics(
              parts[2].isEmpty() ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(parts[2])),
              OptionalLong.of(0),
              bound(type, parts[3]),
              bound(type, parts[4])));
    }
    fixture.files.table(
        table[0], Long.parseLong(table[1]), statistics, fields.toArray(Field[]::new));
    fixture.run("CREATE EXTERNAL TABLE " + table[0] + " LOCATION '" + table[0] + ".csv'");
  }

  private static Optional<Literal> bound(Type type, String text) {
    return text.isEmpty() ? Optional.empty() : Optional.of(new Literal(type, Long.parseLong(text)));
  }

  private static Type type(String sql) {
    return sql.equals("DECIMAL(15, 2)") ? new Type.Decimal(15, 2) : Type.Simple.valueOf(sql);
  }
}
