package dev.mutirao.benchmarks.dbbenchmark;

import dev.mutirao.benchmarks.contest.Question;
import java.util.ArrayList;
import java.util.List;

/// The ten group-by questions and the five join questions. As in the original, the whole answer is
/// made and then added up column by column; here both in one statement, so that what is timed is
/// the answer and not its way through JDBC.
public final class DbBenchmarkQuestion {
  private DbBenchmarkQuestion() {}

  public static List<Question> all() {
    var questions = new ArrayList<Question>();
    questions.add(groups("g01", "id1, SUM(v1) AS a", "id1", "SUM(a)"));
    questions.add(groups("g02", "id1, id2, SUM(v1) AS a", "id1, id2", "SUM(a)"));
    questions.add(groups("g03", "id3, SUM(v1) AS a, AVG(v3) AS b", "id3", "SUM(a), SUM(b)"));
    questions.add(
        groups(
            "g04",
            "id4, AVG(v1) AS a, AVG(v2) AS b, AVG(v3) AS c",
            "id4",
            "SUM(a), SUM(b), SUM(c)"));
    questions.add(
        groups(
            "g05",
            "id6, SUM(v1) AS a, SUM(v2) AS b, SUM(v3) AS c",
            "id6",
            "SUM(a), SUM(b), SUM(c)"));
    questions.add(
        groups("g06", "id4, id5, MEDIAN(v3) AS a, STDDEV(v3) AS b", "id4, id5", "SUM(a), SUM(b)"));
    questions.add(groups("g07", "id3, MAX(v1) - MIN(v2) AS a", "id3", "SUM(a)"));
    questions.add(
        Question.of(
            "g08",
            """
            SELECT COUNT(*), SUM(id6), SUM(a) FROM (
              SELECT id6, v3 AS a FROM (
                SELECT id6, v3, ROW_NUMBER() OVER (PARTITION BY id6 ORDER BY v3 DESC) AS n FROM g1)
              WHERE n <= 2)\
            """));
    questions.add(groups("g09", "id2, id4, POWER(CORR(v1, v2), 2) AS a", "id2, id4", "SUM(a)"));
    questions.add(
        groups(
            "g10",
            "id1, id2, id3, id4, id5, id6, SUM(v3) AS a, COUNT(*) AS b",
            "id1, id2, id3, id4, id5, id6",
            "SUM(a), SUM(b)"));
    questions.add(join("j01", "JOIN small r ON x.id1 = r.id1"));
    questions.add(join("j02", "JOIN medium r ON x.id2 = r.id2"));
    questions.add(join("j03", "LEFT JOIN medium r ON x.id2 = r.id2"));
    questions.add(join("j04", "JOIN medium r ON x.id5 = r.id5"));
    questions.add(join("j05", "JOIN big r ON x.id3 = r.id3"));
    return List.copyOf(questions);
  }

  private static Question groups(String name, String select, String by, String sums) {
    return Question.of(
        name,
        "SELECT COUNT(*), %s FROM (SELECT %s FROM g1 GROUP BY %s)".formatted(sums, select, by));
  }

  /// All columns of the answer take part.
  private static Question join(String name, String join) {
    return Question.of(
        name,
        """
        SELECT COUNT(*), SUM(v1), SUM(v2), SUM(id1), SUM(id2), SUM(id3), SUM(LENGTH(id4)),
          SUM(LENGTH(id5)), SUM(LENGTH(id6)), SUM(LENGTH(t))
        FROM (SELECT x.*, r.v2, r.%s AS t FROM x %s)\
        """
            .formatted(text(join), join));
  }

  private static String text(String join) {
    return join.contains("small") ? "id4" : join.contains("medium") ? "id5" : "id6";
  }
}
