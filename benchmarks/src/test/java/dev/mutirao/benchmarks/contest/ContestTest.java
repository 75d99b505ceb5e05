package dev.mutirao.benchmarks.contest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mutirao.benchmarks.dbbenchmark.DbBenchmarkData;
import dev.mutirao.benchmarks.dbbenchmark.DbBenchmarkQuestion;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ContestTest {
  private static final List<Engine> ENGINES = List.of(Engine.DUCKDB, Engine.EMBEDDED);

  @TempDir private Path folder;

  @Test
  void answersOfTheDbBenchmarkAreRight() throws Exception {
    var data = DbBenchmarkData.at(folder, 2000);
    var questions = DbBenchmarkQuestion.all();
    var results =
        Contest.run(
            ENGINES,
            2,
            1,
            1,
            new Subject(
                "db",
                "The db-benchmark",
                1e-9,
                true,
                engine -> engine.declarations(data.parquet()),
                questions));
    assertEquals(List.of(), results.wrong());
    assertEquals(
        questions.stream().map(Question::name).toList(),
        results.lines().stream().map(Results.Line::question).toList());
  }

  @Test
  void wrongAndMissingAnswersAreTold() throws Exception {
    var one = new Rows(List.of(List.of("1")));
    var questions =
        List.of(
            Question.of("right", "SELECT 1"),
            Question.of("wrong", "SELECT 1", "SELECT 2"),
            Question.of("failing", "SELECT nobody", "SELECT 1"),
            new Question("known", "SELECT 1", "SELECT 2", Optional.of(one)));
    var subject = new Subject("few", "A few", 0, true, engine -> List.of(), questions);
    var results = Contest.run(ENGINES, 1, 0, 1, subject);
    assertEquals(3, results.wrong().size(), results.wrong().toString());
    assertEquals("wrong, embedded: row 0 is [1], expected [2]", results.wrong().getFirst());
    assertTrue(results.wrong().get(1).startsWith("failing, embedded: "));
    assertEquals("known, DuckDB: row 0 is [2], expected [1]", results.wrong().getLast());
    assertTrue(ResultText.of(List.of(results)).contains("WRONG:\n  wrong, embedded: row 0"));
  }

  @Test
  void theTableHasMediansAndRatios() {
    var line =
        new Results.Line(
            "q01",
            Map.of(
                Engine.DUCKDB,
                new Measured(0.5, List.of(0.3, 0.1, 0.2), 0.25, 1 << 20),
                Engine.EMBEDDED,
                new Measured(2, List.of(0.4, 0.6, 0.2, 0.4), 0.75, 3 << 20)));
    var starts = new EnumMap<>(Map.of(Engine.DUCKDB, 1.0, Engine.EMBEDDED, 2.0));
    var text = ResultText.of(List.of(new Results("tpch", starts, List.of(line), List.of())));
    assertEquals(
        """
        | query | DuckDB s | embedded s | embedded ratio | DuckDB spread | embedded spread | DuckDB cold s | embedded cold s | DuckDB CPU s | embedded CPU s | DuckDB MB | embedded MB |
        |------:|---------:|-----------:|---------------:|--------------:|----------------:|--------------:|----------------:|-------------:|---------------:|----------:|------------:|
        |   q01 |    0.200 |      0.400 |           2.00 |          100% |            100% |         0.500 |           2.000 |         0.25 |           0.75 |         1 |           3 |

        DuckDB: total 0.20 s, geometric mean 0.200 s; cold 0.50 s, 2.50 of warm; starts in 1.00 s
        embedded: total 0.40 s, geometric mean 0.400 s; cold 2.00 s, 5.00 of warm; starts in 2.00 s
        embedded to DuckDB: geometric mean of ratios 2.00, worst 2.00 (q01), totals 2.00
        all answers of all runs are right
        """,
        text);
  }
}
