package dev.mutirao.server.boundary;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.mutirao.connectors.error.ErrorCode;
import dev.mutirao.connectors.type.Type;
import dev.mutirao.executor.function.FunctionDescription;
import dev.mutirao.executor.function.FunctionRegistry;
import dev.mutirao.planner.expression.FunctionCall;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every scalar function of the registry, in each of its signatures, over values at the bounds of
/// their types: one argument after the other, and all of them at random.
final class EveryFunctionTest {
  private static final FunctionRegistry REGISTRY = FunctionRegistry.builtIn();

  /// Wrong calls of a form that are made again over columns.
  private static final int REFUSALS_AGAIN = 1;

  /// Types that are tried in the place of each argument.
  private static final int WRONG_TYPES = 2;

  private static final int TOO_MANY = 12;

  @TempDir private static Path folder;
  private static Asking asking;
  private static final Map<List<Type>, ArgumentFile> FILES = new HashMap<>();

  @BeforeAll
  static void start() throws InterruptedException {
    asking = new Asking();
  }

  @AfterAll
  static void nothingIsLeft() {
    FILES.clear();
    asking.close();
  }

  static Stream<FunctionDescription> functions() {
    return REGISTRY.functions().stream();
  }

  /// Those whose arguments the registry types: operators are typed as Calcite does, which takes
  /// more, and casts.
  static Stream<FunctionDescription> named() {
    return functions().filter(function -> ExampleCall.of(function).isPrefix());
  }

  @ParameterizedTest
  @MethodSource("functions")
  void givesTheSameValueOrErrorInEveryWay(FunctionDescription function)
      throws InterruptedException {
    var problems = new ArrayList<String>();
    var call = ExampleCall.of(function);
    for (var line : function.signatures()) {
      for (var signature : Signature.of(line)) {
        var valid = valid(call, signature);
        var file = file(signature.parameters());
        var forms = Form.of(call, valid, file);
        if (forms.isEmpty()) {
          forms = List.of(new Form(call, List.of()));
        }
        problems.addAll(new Checked(function, signature, file, forms).problems());
      }
    }
    assertNone(problems);
  }

  @ParameterizedTest
  @MethodSource("named")
  void refusesArgumentsOfOtherTypesByNameAndPlace(FunctionDescription function)
      throws InterruptedException {
    var call = ExampleCall.of(function);
    var wrong = new ArrayList<String>();
    for (var line : function.signatures()) {
      var signature = Signature.of(line).getFirst();
      for (int i = 0; i < signature.parameters().size(); i++) {
        if (!call.isWord(i)) {
          wrong.addAll(wrongTypes(function, call, signature.parameters(), i));
        }
      }
    }
    var tooMany = Collections.<Type>nCopies(TOO_MANY, Type.Simple.VARBINARY);
    if (FunctionCall.resolve(REGISTRY, function.name(), tooMany).isEmpty()) {
      wrong.add(call.of(Collections.nCopies(TOO_MANY, "CAST(NULL AS VARBINARY)")));
    }
    var problems = new ArrayList<String>();
    var outcomes = new ArrayList<Outcome>();
    for (var expression : wrong) {
      outcomes.addAll(asking.constants(List.of(expression)));
    }
    for (int i = 0; i < wrong.size(); i++) {
      if (!isRefusal(outcomes.get(i), function, call)) {
        problems.add(wrong.get(i) + ": " + outcomes.get(i));
      }
    }
    assertNone(problems);
  }

  @ParameterizedTest
  @MethodSource("functions")
  void aliasesMeanTheSame(FunctionDescription function) throws InterruptedException {
    var call = ExampleCall.of(function);
    if (call.size() == 0) {
      return; // the example has another form
    }
    var arguments = IntStream.range(0, call.size()).mapToObj(call::argument).toList();
    var expressions = new ArrayList<>(List.of(call.of(arguments)));
    function.aliases().forEach(alias -> expressions.add(call.as(alias)));
    var outcomes = asking.constants(expressions);
    for (int i = 1; i < outcomes.size(); i++) {
      assertEquals(outcomes.getFirst(), outcomes.get(i), expressions.get(i));
    }
  }

  /// Calls with another type at one place, where no signature takes it.
  private static List<String> wrongTypes(
      FunctionDescription function, ExampleCall call, List<Type> parameters, int index) {
    var calls = new ArrayList<String>();
    for (var other : Constants.TYPES) {
      var types = new ArrayList<>(parameters);
      types.set(index, other);
      if (calls.size() < WRONG_TYPES
          && FunctionCall.resolve(REGISTRY, function.name(), types).isEmpty()) {
        calls.add(
            call.of(
                IntStream.range(0, types.size())
                    .mapToObj(i ->
                        call.isWord(i)
                            ? call.argument(i)
                            : "CAST(NULL AS " + types.get(i).sql() + ")")
                    .toList()));
      }
    }
    return calls;
  }

  private static boolean isRefusal(
      Outcome outcome, FunctionDescription function, ExampleCall call) {
    return outcome instanceof Outcome.Refused(var code, var message, int line)
        && outcome.isForUsers()
        && line == 1
        && (code == ErrorCode.SYNTAX_ERROR
            || message.contains("; write CAST")
            || message.contains("must be of the same type")
            || names(message, function, call));
  }

  private static boolean names(String message, FunctionDescription function, ExampleCall call) {
    return Stream.concat(Stream.of(function.name(), call.name()), function.aliases().stream())
        .anyMatch(name -> message.toLowerCase(Locale.ROOT).contains(name.toLowerCase(Locale.ROOT)));
  }

  /// The arguments of the example, where they are of the signature's types.
  private static List<String> valid(ExampleCall call, Signature signature)
      throws InterruptedException {
    var valid = new ArrayList<String>();
    for (int i = 0; i < signature.parameters().size(); i++) {
      var type = signature.parameters().get(i);
      valid.add(
          i >= call.size()
              ? Constants.plain(type)
              : call.isWord(i)
                  ? call.argument(i)
                  : ofType(call.argument(i), type).orElseGet(() -> Constants.plain(type)));
    }
    return valid;
  }

  private static Optional<String> ofType(String argument, Type type) throws InterruptedException {
    var asType = "CAST(" + argument + " AS " + type.sql() + ")";
    boolean exists =
        asking.constants(List.of(asType)).getFirst() instanceof Outcome.Values values
            && values.text() != null;
    return exists
        ? Optional.of(type == Type.Simple.VARCHAR && argument.startsWith("'") ? argument : asType)
        : Optional.empty();
  }

  private static ArgumentFile file(List<Type> types) throws InterruptedException {
    var known = FILES.get(types);
    if (known == null) {
      known = ArgumentFile.write(folder.resolve(FILES.size() + ".parquet"), types, asking);
      FILES.put(types, known);
    }
    return known;
  }

  private static void assertNone(List<String> problems) {
    assertEquals("", String.join("\n", problems));
  }

  /// A signature that is tried.
  private record Checked(
      FunctionDescription function, Signature signature, ArgumentFile file, List<Form> forms) {
    List<String> problems() throws InterruptedException {
      var constants = constants();
      var problems = new ArrayList<String>();
      for (int i = 0; i < forms.size(); i++) {
        problems.addAll(wrongConstants(forms.get(i), constants.get(i)));
      }
      var columns = new ArrayList<String>();
      for (int i = 0; i < forms.size(); i++) {
        columns.add(guarded(forms.get(i), constants.get(i)));
      }
      var inBatches = asking.columns(columns, file.from());
      var inSingleRows = asking.singleRows(columns, file.from());
      for (int i = 0; i < forms.size(); i++) {
        var expected =
            Collections.nCopies(file.copies(), texts(constants.get(i))).stream()
                .flatMap(List::stream)
                .toList();
        compare("in batches: " + columns.get(i), expected, inBatches.get(i), problems);
        compare("in single rows: " + columns.get(i), expected, inSingleRows.get(i), problems);
        problems.addAll(otherRefusals(forms.get(i), constants.get(i)));
      }
      return problems;
    }

    /// What each form gives with each row's values as constants.
    private List<List<Outcome>> constants() throws InterruptedException {
      var outcomes = new ArrayList<List<Outcome>>();
      for (var form : forms) {
        outcomes.add(
            asking.constants(IntStream.range(0, file.rows()).mapToObj(form::constants).toList()));
      }
      return outcomes;
    }

    private List<String> wrongConstants(Form form, List<Outcome> outcomes) {
      var problems = new ArrayList<String>();
      for (int row = 0; row < outcomes.size(); row++) {
        var outcome = outcomes.get(row);
        boolean mustBeNull = isStrict() && form.hasNull(row);
        boolean wrongType = outcome instanceof Outcome.Values values && !isDeclared(values.type());
        boolean notNull =
            mustBeNull
                && !isPlaced(outcome)
                && !(outcome instanceof Outcome.Values values && values.text() == null);
        if (!outcome.isForUsers() || wrongType || notNull) {
          problems.add(form.constants(row) + ": " + outcome);
        }
      }
      return problems;
    }

    /// Whether a constant argument is refused when the statement is planned, whatever the others
    /// are.
    private static boolean isPlaced(Outcome outcome) {
      return outcome instanceof Outcome.Refused refused && refused.line() > 0;
    }

    private boolean isDeclared(Type type) {
      return signature.result().map(type::equals).orElse(type instanceof Type.Decimal);
    }

    private boolean isStrict() {
      var call = REGISTRY.resolve(function.name(), signature.parameters()).orElseThrow();
      return !REGISTRY
          .implementation(call.name(), call.parameterTypes(), call.resultType())
          .takesNulls();
    }

    /// The call over the rows that do not make it fail.
    private String guarded(Form form, List<Outcome> outcomes) {
      var good =
          IntStream.range(0, outcomes.size())
              .filter(row -> outcomes.get(row) instanceof Outcome.Values)
              .boxed()
              .toList();
      if (good.size() == outcomes.size()) {
        return form.overColumns();
      }
      // A wrong constant fails for every batch, also one where another argument is always NULL.
      return isStrict() && good.stream().allMatch(form::hasNull)
          ? "NULL"
          : "CASE WHEN " + file.isAmong(good) + " THEN " + form.overColumns() + " END";
    }

    private static List<Optional<String>> texts(List<Outcome> outcomes) {
      return outcomes.stream()
          .map(outcome ->
              outcome instanceof Outcome.Values values
                  ? Optional.ofNullable(values.text())
                  : Optional.<String>empty())
          .toList();
    }

    private static void compare(
        String what, List<Optional<String>> expected, Outcome got, List<String> problems) {
      if (!(got instanceof Outcome.Values values)) {
        problems.add(what + ": " + got);
        return;
      }
      var texts = values.texts().stream().map(Optional::ofNullable).toList();
      if (texts.size() != expected.size()) {
        problems.add(what + ": " + texts.size() + " rows");
        return;
      }
      for (int row = 0; row < texts.size(); row++) {
        if (!Objects.equals(expected.get(row), texts.get(row))) {
          problems.add(
              what + ": row " + row + " is " + texts.get(row) + ", not " + expected.get(row));
          return;
        }
      }
    }

    /// Rows that make the constant call fail, and the call over columns in another way.
    private List<String> otherRefusals(Form form, List<Outcome> outcomes)
        throws InterruptedException {
      var problems = new ArrayList<String>();
      int asked = 0;
      for (int row = 0; row < outcomes.size() && asked < REFUSALS_AGAIN; row++) {
        if (outcomes.get(row) instanceof Outcome.Refused refused
            && !(form.hasNull(row) && isPlaced(refused))) {
          asked++;
          var again = asking.columns(List.of(form.overColumns()), file.from(row)).getFirst();
          if (!(again instanceof Outcome.Refused other && other.code() == refused.code())) {
            problems.add(form.overColumns() + ", as " + form.constants(row) + ": " + again);
          }
        }
      }
      return problems;
    }
  }
}
