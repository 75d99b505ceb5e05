package dev.mutirao.benchmarks.contest;

import java.util.List;
import java.util.function.Function;

/// What engines are compared in: questions about some tables.
///
/// @param name in one word, where a table has several subjects
/// @param title says what it is
/// @param tolerance relative difference of numbers that are equal all the same, since DuckDB adds
///   doubles with rounding errors
/// @param forPeers whether engines can be asked that read Parquet only
/// @param declarations statements that name the tables for an engine
public record Subject(
    String name,
    String title,
    double tolerance,
    boolean forPeers,
    Function<Engine, List<String>> declarations,
    List<Question> questions) {
  public Subject {
    questions = List.copyOf(questions);
  }

  /// With some of the questions only.
  Subject with(List<Question> some) {
    return new Subject(name, title, tolerance, forPeers, declarations, some);
  }
}
