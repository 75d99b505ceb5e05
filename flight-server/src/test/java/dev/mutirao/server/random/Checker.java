package dev.mutirao.server.random;

import java.util.List;
import java.util.Optional;

/// Asks every engine the same query.
final class Checker {
  private final Engines engines;
  private long answered;
  private long failedByAll;
  private long onlyOurs;
  private long refused;
  private long contradictions;
  private long beyondLimits;

  Checker(Engines engines) {
    this.engines = engines;
  }

  /// The first difference, if there is one.
  ///
  /// @param ways beside the embedded engine
  Optional<Difference> check(RandomQuery query, List<Engines.Way> ways)
      throws InterruptedException {
    var theirs = engines.duckDbAnswer(query.sql().theirs());
    var ours = Answer.of(engines.embedded(), query.sql().ours());
    var first = withOracle(query, ours, theirs);
    if (first.isPresent() || !(ours instanceof Answer.Rows(var rows))) {
      return first;
    }
    for (var way : ways) {
      var difference =
          switch (Answer.of(way.statements(), query.sql().ours())) {
            case Answer.Failed(String ignored, Answer.Cause cause)
                when cause == Answer.Cause.LIMIT -> {
              beyondLimits++;
              yield Optional.<Difference>empty();
            }
            case Answer.Failed failed ->
                Optional.of(Difference.failure(way.name(), failed.message()));
            case Answer.Rows again ->
                Comparison.sameBits(query, again, new Answer.Rows(rows))
                    .map(detail -> Difference.rows(way.name(), detail));
          };
      if (difference.isPresent()) {
        return difference;
      }
    }
    return Optional.empty();
  }

  private Optional<Difference> withOracle(RandomQuery query, Answer ours, Answer theirs) {
    return switch (ours) {
      case Answer.Failed failed when failed.cause() == Answer.Cause.ENGINE ->
          Optional.of(Difference.failure("embedded", failed.message()));
      case Answer.Failed failed when failed.cause() == Answer.Cause.LIMIT -> {
        beyondLimits++;
        yield Optional.empty();
      }
      case Answer.Failed failed when KnownRefusals.contain(failed.message()) -> {
        refused++;
        yield Optional.empty();
      }
      case Answer.Failed failed when theirs instanceof Answer.Rows ->
          Optional.of(Difference.failure("embedded", failed.message()));
      case Answer.Failed ignored -> {
        failedByAll++;
        yield Optional.empty();
      }
      case Answer.Rows rows ->
          switch (theirs) {
            case Answer.Failed failed when isBeyondDuckDb(failed) -> {
              onlyOurs++;
              yield Optional.empty();
            }
            case Answer.Failed failed when !isOurs(query, rows) ->
                Optional.of(Difference.failure("DuckDB", failed.message()));
            case Answer.Failed ignored -> Optional.empty();
            case Answer.Rows expected -> {
              answered++;
              yield Comparison.withOracle(query, rows, expected)
                  .filter(detail -> !isOurs(query, rows))
                  .map(detail -> Difference.rows("embedded", detail));
            }
          };
    };
  }

  /// Whether DuckDB says that it cannot do what it was asked, or not in time, or that the product
  /// of two decimals has more digits than it gives them.
  private static boolean isBeyondDuckDb(Answer.Failed failed) {
    var message = failed.message();
    return failed.cause() == Answer.Cause.LIMIT
        || message.startsWith("Not implemented Error")
        || message.contains("Overflow in multiplication of DECIMAL(18)");
  }

  /// Whether DuckDB gives our rows after all when it runs the query as it is written.
  private boolean isOurs(RandomQuery query, Answer.Rows rows) {
    boolean same =
        engines.plainDuckDbAnswer(query.sql().theirs()) instanceof Answer.Rows plain
            && Comparison.withOracle(query, rows, plain).isEmpty();
    contradictions += same ? 1 : 0;
    return same;
  }

  /// How many answers of DuckDB are others without its optimizer, and ours then.
  long contradictions() {
    return contradictions;
  }

  /// How many queries had rows from both engines.
  long answered() {
    return answered;
  }

  /// How many queries we refuse as {@link KnownRefusals} says.
  long refused() {
    return refused;
  }

  /// How many queries need more than a minute or the memory that there is, in one of our ways.
  long beyondLimits() {
    return beyondLimits;
  }

  /// How many queries DuckDB does not know how to run, or not within a minute. Our ways are
  /// compared with each other.
  long onlyOurs() {
    return onlyOurs;
  }

  /// How many queries both engines refused.
  long failedByAll() {
    return failedByAll;
  }
}
