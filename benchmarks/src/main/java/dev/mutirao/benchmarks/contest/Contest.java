package dev.mutirao.benchmarks.contest;

import dev.mutirao.benchmarks.contest.EngineProcess.AnswerFailed;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Asks several engines the same questions, in turns, so that whatever else the machine does meets
/// them all. First every question once in fresh processes, which is cold; then question by question
/// some runs to warm up, which are not counted, and the warm ones. Every answer of every run is
/// compared with the one that is known, or with DuckDB's.
public final class Contest {
  private final List<EngineProcess> processes;
  private final int warmUp;
  private final int runs;
  private final double tolerance;
  private final Set<String> wrong = new LinkedHashSet<>();

  private Contest(List<EngineProcess> processes, int warmUp, int runs, double tolerance) {
    this.processes = processes;
    this.warmUp = warmUp;
    this.runs = runs;
    this.tolerance = tolerance;
  }

  /// Runs a contest.
  ///
  /// @param engines DuckDB first
  /// @param threads of each engine
  /// @param warmUp how many runs of each question are not counted
  /// @param runs how many are, after them
  public static Results run(
      List<Engine> engines, int threads, int warmUp, int runs, Subject subject) throws IOException {
    var processes = new ArrayList<EngineProcess>();
    try {
      var starts = new EnumMap<Engine, Double>(Engine.class);
      for (var engine : engines) {
        long began = System.nanoTime();
        var process = EngineProcess.start(engine, threads);
        processes.add(process);
        declare(process, subject.declarations().apply(engine));
        starts.put(engine, (System.nanoTime() - began) / 1e9);
      }
      var contest = new Contest(processes, warmUp, runs, subject.tolerance());
      var lines = contest.lines(subject.questions());
      return new Results(subject.name(), starts, lines, List.copyOf(contest.wrong));
    } finally {
      closeAll(processes);
    }
  }

  private static void closeAll(List<EngineProcess> processes) {
    for (var process : processes) {
      try {
        process.close();
      } catch (IOException gone) {
        System.err.println(process.engine() + " did not end in order: " + gone.getMessage());
      }
    }
  }

  private static void declare(EngineProcess process, List<String> declarations) throws IOException {
    for (var declaration : declarations) {
      try {
        process.run(declaration);
      } catch (AnswerFailed failure) {
        throw new IllegalStateException(process.engine() + ": " + declaration, failure);
      }
    }
  }

  private List<Results.Line> lines(List<Question> questions) throws IOException {
    var cold = new ArrayList<Map<Engine, Taken>>();
    for (var question : questions) {
      var first = taken();
      turn(question, first);
      cold.add(first);
    }
    var lines = new ArrayList<Results.Line>();
    for (int i = 0; i < questions.size(); i++) {
      for (int run = 0; run < warmUp; run++) {
        turn(questions.get(i), taken());
      }
      var warm = taken();
      for (int run = 0; run < runs; run++) {
        turn(questions.get(i), warm);
      }
      lines.add(line(questions.get(i).name(), cold.get(i), warm));
    }
    return lines;
  }

  private Map<Engine, Taken> taken() {
    var taken = new EnumMap<Engine, Taken>(Engine.class);
    processes.forEach(process -> taken.put(process.engine(), new Taken()));
    return taken;
  }

  /// One run of each engine.
  private void turn(Question question, Map<Engine, Taken> taken) throws IOException {
    Rows expected = question.answer().orElse(null);
    for (var process : processes) {
      var engine = process.engine();
      try {
        var run = process.run(question.sql(engine));
        taken.get(engine).add(run);
        if (expected == null) {
          expected = run.rows();
        }
        run.rows()
            .difference(expected, tolerance, absolute(engine))
            .ifPresent(difference -> wrong(question, engine, difference));
      } catch (AnswerFailed failure) {
        taken.get(engine).failed();
        wrong(question, engine, failure.getMessage());
      }
    }
  }

  private static BigDecimal absolute(Engine engine) {
    return engine.pythonPackage().isPresent() ? Rows.ABSOLUTE_OF_SIX_DIGITS : Rows.ABSOLUTE;
  }

  private void wrong(Question question, Engine engine, String why) {
    wrong.add(question.name() + ", " + engine + ": " + why);
  }

  private static Results.Line line(
      String question, Map<Engine, Taken> cold, Map<Engine, Taken> warm) {
    var measured = new EnumMap<Engine, Measured>(Engine.class);
    warm.forEach((engine, taken) -> {
      var first = cold.get(engine);
      measured.put(
          engine,
          new Measured(
              first.seconds.getFirst(),
              taken.seconds,
              taken.processorSeconds / taken.seconds.size(),
              Math.max(first.peakBytes, taken.peakBytes)));
    });
    return new Results.Line(question, measured);
  }

  /// What runs of one engine took so far.
  private static final class Taken {
    private final List<Double> seconds = new ArrayList<>();
    private double processorSeconds;
    private long peakBytes;

    void add(EngineProcess.Run run) {
      seconds.add(run.seconds());
      processorSeconds += run.processorSeconds();
      peakBytes = Math.max(peakBytes, run.peakBytes());
    }

    void failed() {
      seconds.add(Double.NaN);
    }
  }
}
