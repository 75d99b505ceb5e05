package dev.mutirao.planner;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The plans of TPC-H's queries, for one executor and for three, over fixed statistics: a change of
/// the planner shows what it does to them. With `-Dplans=write` this test writes them anew.
class TpchPlanTest {
  private static final Path QUERIES =
      Path.of("../benchmarks/src/main/resources/dev/mutirao/benchmarks/tpch");
  private static final String COMMAND =
      "mvn -pl planner -am test -Dtest=TpchPlanTest -Dplans=write"
          + " -Dsurefire.failIfNoSpecifiedTests=false";

  private final PlannerFixture fixture = new PlannerFixture();

  @BeforeEach
  void tables() throws IOException {
    TpchTables.declare(fixture);
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  static Stream<String> queries() {
    return IntStream.rangeClosed(1, 22).mapToObj("q%02d"::formatted);
  }

  @ParameterizedTest
  @MethodSource("queries")
  void planIsTheCommittedOne(String query) throws IOException {
    var sql = Files.readString(QUERIES.resolve(query + ".sql"));
    var plans = "On one executor\n" + fixture.fragmentsWithFilters(sql, 1);
    plans += "\nOn three executors\n" + fixture.fragmentsWithFilters(sql, 3);
    var file = TpchTables.FOLDER.resolve(query + ".txt");
    if ("write".equals(System.getProperty("plans"))) {
      Files.writeString(file, plans);
    }
    assertEquals(Files.readString(file), plans, "write it anew: " + COMMAND);
  }
}
