package dev.mutirao.executor.function;

import dev.mutirao.connectors.function.Volatility;
import java.util.List;
import java.util.Locale;

/// Functions with a syntax of their own that the planner computes or makes other expressions of, so
/// that no method stands behind them. The examples run as tests.
public final class PlannedFunctions {
  private static final List<FunctionDescription> ALL =
      List.of(
          new FunctionDescription(
              "cast",
              FunctionFamily.CHOICES,
              List.of(),
              List.of("CAST(T AS type) -> type"),
              "The value as one of another type; x::type is the same.",
              "CAST('42' AS INTEGER) + '1'::INTEGER",
              "43",
              Volatility.IMMUTABLE),
          clock(
              "current_date",
              "CURRENT_DATE -> DATE",
              "The date when the statement began.",
              "CURRENT_DATE = CAST(now() AS DATE)"),
          clock(
              "current_time",
              "CURRENT_TIME -> TIME",
              "The time of day when the statement began.",
              "CURRENT_TIME = LOCALTIME"),
          clock(
              "current_timestamp",
              "CURRENT_TIMESTAMP -> TIMESTAMP WITH LOCAL TIME ZONE",
              "The instant at which the statement began.",
              "CURRENT_TIMESTAMP = now()"),
          clock(
              "localtime",
              "LOCALTIME -> TIME",
              "The time of day when the statement began.",
              "LOCALTIME = CAST(LOCALTIMESTAMP AS TIME)"),
          clock(
              "localtimestamp",
              "LOCALTIMESTAMP -> TIMESTAMP",
              "The wall clock when the statement began.",
              "LOCALTIMESTAMP = CAST(now() AS TIMESTAMP)"),
          clock(
              "now",
              "now() -> TIMESTAMP WITH LOCAL TIME ZONE",
              "The instant at which the statement began, the same on every row.",
              "now() = CURRENT_TIMESTAMP"),
          new FunctionDescription(
              "try_cast",
              FunctionFamily.CHOICES,
              List.of(),
              List.of("TRY_CAST(T AS type) -> type"),
              "As cast, NULL for a value that is none of the type.",
              "TRY_CAST('4x' AS INTEGER)",
              "",
              Volatility.IMMUTABLE));

  private PlannedFunctions() {}

  /// All of them, by name.
  public static List<FunctionDescription> all() {
    return ALL;
  }

  /// Names that stand without parentheses, such as `CURRENT_DATE`, as they are written.
  public static List<String> words() {
    return ALL.stream()
        .filter(function -> function.signatures().getFirst().indexOf('(') < 0)
        .map(function -> function.name().toUpperCase(Locale.ROOT))
        .toList();
  }

  private static FunctionDescription clock(
      String name, String signature, String description, String example) {
    return new FunctionDescription(
        name,
        FunctionFamily.DATES,
        List.of(),
        List.of(signature),
        description,
        example,
        "true",
        Volatility.STABLE);
  }
}
