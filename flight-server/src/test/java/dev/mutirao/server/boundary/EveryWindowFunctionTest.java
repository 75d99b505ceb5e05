package dev.mutirao.server.boundary;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mutirao.connectors.error.ErrorCode;
import dev.mutirao.connectors.type.Type;
import dev.mutirao.connectors.type.Type.Simple;
import dev.mutirao.connectors.type.ValueText;
import dev.mutirao.executor.window.WindowDescription;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every window function that is no aggregate, over values at the bounds of every type, and with
/// numbers at the bounds of theirs.
final class EveryWindowFunctionTest {
  private static final int BUCKETS = 3;

  /// What a call of each function gives on a row, where rows have an order without ties.
  private static final Map<String, Reference> REFERENCES =
      Map.ofEntries(
          Map.entry("cume_dist", number("cume_dist()", (row, rows) -> (row + 1.0) / rows)),
          Map.entry("percent_rank", number("percent_rank()", (row, rows) -> row / (rows - 1.0))),
          Map.entry("dense_rank", count("dense_rank()", (row, rows) -> row + 1)),
          Map.entry("rank", count("rank()", (row, rows) -> row + 1)),
          Map.entry("row_number", count("row_number()", (row, rows) -> row + 1)),
          Map.entry("ntile", count("ntile(" + BUCKETS + ")", EveryWindowFunctionTest::bucket)),
          Map.entry("first_value", value("first_value(%s)", row -> 0)),
          Map.entry("last_value", value("last_value(%s)", row -> row)),
          Map.entry("lag", value("lag(%s)", row -> row - 1)),
          Map.entry("lead", value("lead(%s, 2)", row -> row + 2)),
          Map.entry("nth_value", value("nth_value(%s, 2)", row -> row < 1 ? -1 : 1)));

  /// Calls with a number, in whose place others stand.
  private static final List<String> NUMBERED =
      List.of("ntile(%s)", "lag(v0, %s)", "lead(v0, %s)", "nth_value(v0, %s)");

  @TempDir private static Path folder;
  private static Asking asking;
  private static final Map<Type, ArgumentFile> FILES = new HashMap<>();

  @BeforeAll
  static void start() throws InterruptedException {
    asking = new Asking();
    for (var type : Constants.TYPES) {
      var path = folder.resolve(FILES.size() + ".parquet");
      FILES.put(type, ArgumentFile.write(path, List.of(type), asking));
    }
  }

  @AfterAll
  static void nothingIsLeft() {
    FILES.clear();
    asking.close();
  }

  /// A call, and what it gives.
  ///
  /// @param call with a `%s` for its value, if it has one
  /// @param result of calls without a value
  private record Reference(String call, @Nullable Type result, Row row) {
    boolean hasValue() {
      return result == null;
    }
  }

  private interface Row {
    @Nullable String text(int row, List<@Nullable String> values);
  }

  private interface Counted {
    long of(int row, int rows);
  }

  private interface Measured {
    double of(int row, int rows);
  }

  private interface Other {
    int row(int row);
  }

  private static Reference count(String call, Counted counted) {
    return new Reference(
        call, Simple.BIGINT, (row, values) -> Long.toString(counted.of(row, values.size())));
  }

  private static Reference number(String call, Measured measured) {
    return new Reference(
        call, Simple.DOUBLE, (row, values) -> ValueText.ofDouble(measured.of(row, values.size())));
  }

  /// The value of another row; NULL where there is none.
  private static Reference value(String call, Other other) {
    return new Reference(
        call,
        null,
        (row, values) -> {
          int wanted = other.row(row);
          return wanted < 0 || wanted >= values.size() ? null : values.get(wanted);
        });
  }

  /// Larger buckets come first.
  private static long bucket(int row, int rows) {
    int size = rows / BUCKETS;
    int larger = rows % BUCKETS;
    return row < larger * (size + 1)
        ? row / (size + 1) + 1
        : larger + (row - larger * (size + 1)) / size + 1;
  }

  static Stream<WindowDescription> functions() {
    return WindowDescription.all().stream();
  }

  @ParameterizedTest
  @MethodSource("functions")
  void givesTheValueOfEveryTypeInEveryWay(WindowDescription function) throws InterruptedException {
    var reference = REFERENCES.get(function.name());
    assertNotNull(reference, function.name());
    for (var type : Constants.TYPES) {
      var file = FILES.get(type);
      var column = Constants.read(type, "v0");
      var call = reference.call().formatted(column) + " OVER (ORDER BY k)";
      var values = (Outcome.Values) asking.columns(List.of(column), file.from()).getFirst();
      var expected = new ArrayList<@Nullable String>();
      for (int row = 0; row < values.texts().size(); row++) {
        expected.add(reference.row().text(row, values.texts()));
      }
      var result = reference.result() == null ? type : reference.result();
      var rows = new Outcome.Values(result, expected);
      assertEquals(rows, asking.columns(List.of(call), file.from()).getFirst(), call);
      assertEquals(rows, asking.singleRows(List.of(call), file.from()).getFirst(), call);
      assertEquals(
          new Outcome.Values(result, List.of()),
          asking.columns(List.of(call), file.from(-1)).getFirst(),
          "no rows");
      if (!reference.hasValue()) {
        return; // the type does not matter
      }
    }
  }

  @ParameterizedTest
  @MethodSource("functions")
  void isRefusedWithoutAWindowAtItsPlace(WindowDescription function) throws InterruptedException {
    var reference = REFERENCES.get(function.name());
    assertNotNull(reference, function.name());
    var file = FILES.get(Simple.DATE);
    var call = reference.call().formatted("v0");
    var outcome = asking.columns(List.of(call), file.from()).getFirst();
    boolean refused =
        outcome instanceof Outcome.Refused(var ignored, var message, int line)
            && outcome.isForUsers()
            && line == 1
            && message.contains("OVER");
    assertEquals("refused", refused ? "refused" : outcome.toString(), call);
  }

  @ParameterizedTest
  @MethodSource("numbered")
  void takesOrRefusesEveryNumber(String call) throws InterruptedException {
    var file = FILES.get(Simple.BIGINT);
    var numbers = new ArrayList<>(Constants.of(Simple.BIGINT));
    numbers.addAll(Constants.of(Simple.TINYINT));
    numbers.add("v0");
    var calls =
        numbers.stream().map(number -> call.formatted(number) + " OVER (ORDER BY k)").toList();
    var inBatches = asking.columns(calls, file.from());
    var inSingleRows = asking.singleRows(calls, file.from());
    for (int i = 0; i < calls.size(); i++) {
      var outcome = inBatches.get(i);
      assertTrue(outcome.isForUsers(), outcome::toString);
      assertEquals(outcome, inSingleRows.get(i), calls.get(i));
    }
  }

  @ParameterizedTest
  @MethodSource("numbered")
  void refusesWhatIsNoNumberByPlace(String call) throws InterruptedException {
    var file = FILES.get(Simple.VARCHAR);
    for (var type : List.of(Simple.VARBINARY, Simple.DATE, Simple.BOOLEAN)) {
      var wrong = call.formatted(Constants.plain(type)) + " OVER (ORDER BY k)";
      var outcome = asking.columns(List.of(wrong), file.from()).getFirst();
      boolean refused =
          outcome instanceof Outcome.Refused(var code, var message, int line)
              && outcome.isForUsers()
              && code != ErrorCode.SYNTAX_ERROR
              && line == 1
              && message.toLowerCase(Locale.ROOT).contains(call.substring(0, call.indexOf('(')));
      assertEquals("refused", refused ? "refused" : outcome.toString(), wrong);
    }
  }

  static Stream<String> numbered() {
    return NUMBERED.stream();
  }
}
