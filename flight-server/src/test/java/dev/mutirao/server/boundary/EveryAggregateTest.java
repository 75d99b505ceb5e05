package dev.mutirao.server.boundary;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.mutirao.connectors.error.ErrorCode;
import dev.mutirao.connectors.type.Type;
import dev.mutirao.executor.aggregate.AggregateDescription;
import dev.mutirao.executor.aggregate.AggregateFunctions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every aggregate of the registry over values at the bounds of every type that it takes: no rows,
/// rows of NULL only, one row a group, and many; plain, with DISTINCT and FILTER, over windows.
final class EveryAggregateTest {
  /// Rows of a group, and of a partition.
  private static final int GROUPED = 2;

  /// Types that are tried where the registry takes none such.
  private static final int WRONG_TYPES = 2;

  @TempDir private static Path folder;
  private static Asking asking;
  private static final Map<Type, ArgumentFile> FILES = new HashMap<>();

  @BeforeAll
  static void start() throws InterruptedException {
    asking = new Asking();
    for (var type : Constants.tried()) {
      var path = folder.resolve(FILES.size() + ".parquet");
      FILES.put(type, ArgumentFile.write(path, List.of(type, type), asking));
    }
  }

  @AfterAll
  static void nothingIsLeft() {
    FILES.clear();
    asking.close();
  }

  /// All but `confidence`, which is four columns: those of `avg`, `standard_error`,
  /// `confidence_low` and `confidence_high`.
  static Stream<AggregateDescription> aggregates() {
    return AggregateFunctions.all().stream()
        .filter(aggregate -> !aggregate.name().equals("confidence"));
  }

  @ParameterizedTest
  @MethodSource("aggregates")
  void givesTheSameInEveryWay(AggregateDescription aggregate) throws InterruptedException {
    var problems = new ArrayList<String>();
    int taken = 0;
    for (var shape : AggregateShape.of(aggregate)) {
      var rows = new Rows(shape, FILES.get(shape.type()).table());
      boolean takes =
          shape.result().isPresent()
              || !(rows.one(shape.call(), "") instanceof Outcome.Refused refused
                  && refused.line() == 1);
      if (takes) {
        taken++;
        problems.addAll(rows.problems());
        if (!shape.ordered() && isForWindows(aggregate)) {
          problems.addAll(
              rows.windowProblems(aggregate.description().contains("in the window's order")));
        }
      }
    }
    assertEquals("", String.join("\n", problems));
    assertFalse(taken == 0, "takes no type");
  }

  @ParameterizedTest
  @MethodSource("aggregates")
  void refusesArgumentsOfOtherTypesByNameAndPlace(AggregateDescription aggregate)
      throws InterruptedException {
    if (AggregateShape.of(aggregate).getFirst().result().isEmpty()) {
      return; // made of others, whose types decide
    }
    var wrong =
        Constants.TYPES.stream()
            .filter(type -> AggregateFunctions.resolve(aggregate.name(), List.of(type)).isEmpty())
            .limit(WRONG_TYPES)
            .map(type -> aggregate.name() + "(CAST(NULL AS " + type.sql() + "))")
            .toList();
    for (var call : wrong) {
      var outcome = asking.constants(List.of(call)).getFirst();
      boolean refused =
          outcome instanceof Outcome.Refused(var ignored, var message, int line)
              && isMismatch(outcome)
              && line == 1
              && (message.toLowerCase(Locale.ROOT).contains(aggregate.name())
                  || message.contains("write CAST"));
      assertEquals("refused", refused ? "refused" : outcome.toString(), call);
    }
  }

  private static boolean isMismatch(Outcome outcome) {
    return outcome instanceof Outcome.Refused refused && refused.code() == ErrorCode.TYPE_MISMATCH;
  }

  private static boolean isForWindows(AggregateDescription aggregate) {
    return !aggregate.description().contains("Not over windows");
  }

  /// A shape over the rows of its file.
  private record Rows(AggregateShape shape, String table) {
    Outcome one(String expression, String rest) throws InterruptedException {
      return asking.columns(List.of(expression), "FROM " + table + rest).getFirst();
    }

    private Outcome oneInSingleRows(String expression, String rest) throws InterruptedException {
      return asking.singleRows(List.of(expression), "FROM " + table + rest).getFirst();
    }

    List<String> problems() throws InterruptedException {
      var problems = new ArrayList<String>();
      var call = shape.call();
      var all = one(call, "");
      check(all, all, "", problems);
      var none = one(call, " WHERE k < 0");
      check(none, none, "no rows", problems);
      if (!isNothing(none)) {
        problems.add(call + " of no rows is " + none);
      }
      var nulls = " WHERE v0 IS NULL";
      var later = " WHERE k > 3";
      if (all instanceof Outcome.Values) { // arguments of rows that are left out are computed too
        check(one(call + " FILTER (WHERE v0 IS NULL)", ""), one(call, nulls), nulls, problems);
        check(one(call + " FILTER (WHERE k > 3)", ""), one(call, later), later, problems);
      }
      if (shape.arguments().size() == 1 && !shape.ordered()) {
        check(one(call, nulls), none, nulls, problems);
      }
      check(oneInSingleRows(call, ""), all, "in single rows", problems);
      var groups = " GROUP BY k / " + GROUPED + " ORDER BY k / " + GROUPED;
      if (!shape.ordered()) {
        check(oneInSingleRows(call, groups), one(call, groups), groups, problems);
        var distinct = one(shape.distinct(), "");
        if (!isSyntaxError(distinct) && !isHistogramOfNumbers()) {
          check(distinct, ofDistinct(), "DISTINCT", problems);
        }
      }
      var single = one(call, " GROUP BY k ORDER BY k");
      check(single, single, "one row a group", problems);
      return problems;
    }

    private Outcome ofDistinct() throws InterruptedException {
      var from = "FROM (SELECT DISTINCT v0, r1 FROM " + table + ") AS t";
      return shape.arguments().getLast().contains("r1")
          ? asking.columns(List.of(shape.call()), from).getFirst()
          : asking.columns(List.of(shape.call()), from.replace(", r1", "")).getFirst();
    }

    /// @param takesOrderOfWindow whether the result depends on the order of the rows
    List<String> windowProblems(boolean takesOrderOfWindow) throws InterruptedException {
      var problems = new ArrayList<String>();
      var call = shape.call();
      if (!takesOrderOfWindow) {
        check(first(one(call + " OVER ()", "")), one(call, ""), "OVER ()", problems);
        var groups = " GROUP BY k / " + GROUPED + " ORDER BY k / " + GROUPED;
        var partitions = call + " OVER (PARTITION BY k / " + GROUPED + ")";
        check(everyOther(one(partitions, " ORDER BY k")), one(call, groups), partitions, problems);
      }
      var running = call + " OVER (ORDER BY k)";
      check(
          oneInSingleRows(running, " ORDER BY k"), one(running, " ORDER BY k"), running, problems);
      check(one(running, " WHERE k = 3"), one(call, " WHERE k = 3"), running, problems);
      return problems;
    }

    private void check(Outcome got, Outcome expected, String how, List<String> problems) {
      boolean wrongType =
          got instanceof Outcome.Values values
              && shape.result().isPresent()
              && !shape.result().get().equals(values.type());
      if (wrongType || !got.isForUsers() || !isSame(got, expected)) {
        problems.add(shape + " " + how + ": " + got + ", not " + expected);
      }
    }

    private static boolean isSame(Outcome got, Outcome expected) {
      return got instanceof Outcome.Refused one && expected instanceof Outcome.Refused other
          ? one.code() == other.code()
          : plainZeros(got).equals(plainZeros(expected));
    }

    /// Histograms are of texts, where -0 and 0 differ.
    private boolean isHistogramOfNumbers() {
      return shape.name().equals("histogram") && shape.type() == Type.Simple.DOUBLE;
    }

    /// Calls with a grammar of their own, such as percentile_cont, have no DISTINCT.
    private static boolean isSyntaxError(Outcome outcome) {
      return outcome instanceof Outcome.Refused refused && refused.code() == ErrorCode.SYNTAX_ERROR;
    }

    /// Which of -0 and 0 stands for both, where they are equal values, is not said.
    private static Outcome plainZeros(Outcome outcome) {
      return outcome instanceof Outcome.Values(var type, var texts)
          ? new Outcome.Values(
              type, texts.stream().map(text -> "-0".equals(text) ? "0" : text).toList())
          : outcome;
    }

    private static boolean isNothing(Outcome outcome) {
      return outcome instanceof Outcome.Values values
          && (values.text() == null || Objects.equals(values.text(), "0"));
    }

    /// The value that all rows have.
    private static Outcome first(Outcome rows) {
      return rows instanceof Outcome.Values(var type, var texts)
              && texts.stream().distinct().count() == 1
          ? new Outcome.Values(type, texts.subList(0, 1))
          : rows;
    }

    /// The values of partitions, each of which all its rows have.
    private static Outcome everyOther(Outcome rows) {
      if (!(rows instanceof Outcome.Values(var type, var texts))) {
        return rows;
      }
      var some = new ArrayList<@Nullable String>();
      for (int i = 0; i < texts.size(); i++) {
        if (i % GROUPED == 0) {
          some.add(texts.get(i));
        } else if (!Objects.equals(some.getLast(), texts.get(i))) {
          return rows;
        }
      }
      return new Outcome.Values(type, some);
    }
  }
}
