package dev.mutirao.executor.function;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.mutirao.executor.aggregate.AggregateFunctions;
import dev.mutirao.executor.aggregate.AggregateManual;
import dev.mutirao.executor.window.WindowDescription;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.StringJoiner;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// `docs/functions.md` is written from the registry. With `-Dmanual=write` this test writes it.
class FunctionManualTest {
  private static final Path MANUAL = Path.of("../docs/functions.md");
  private static final String COMMAND =
      "mvn -pl executor -am test -Dtest=FunctionManualTest -Dmanual=write"
          + " -Dsurefire.failIfNoSpecifiedTests=false";

  @Test
  void theManualListsTheRegistry() throws IOException {
    var manual = manual();
    if ("write".equals(System.getProperty("manual"))) {
      Files.writeString(MANUAL, manual);
    }
    assertEquals(manual, Files.readString(MANUAL), "write it anew: " + COMMAND);
  }

  private static String manual() {
    var text = new StringBuilder();
    text.append("# Functions\n\n")
        .append("`SHOW FUNCTIONS` lists them too. `T` is any type, the same at each place; `...`")
        .append(" any number of arguments.\nNULL in gives NULL out unless a function says")
        .append(" otherwise. Every example runs as a test.\n\n")
        .append("This page is written from the functions themselves:\n\n```sh\n")
        .append(COMMAND)
        .append("\n```\n");
    for (var family : FunctionFamily.values()) {
      text.append("\n## ").append(family.title()).append("\n\n");
      text.append(family.about()).append("\n\n");
      text.append("| function | what it gives | example | result |\n| --- | --- | --- | --- |\n");
      Stream.concat(
              FunctionRegistry.builtIn().functions().stream(), PlannedFunctions.all().stream())
          .filter(function -> function.family() == family)
          .sorted(Comparator.comparing(FunctionDescription::name))
          .forEach(function -> text.append(row(function)));
    }
    text.append("\n## Aggregates\n\n")
        .append("With `DISTINCT`, `FILTER (WHERE ...)`, GROUP BY and, but for an order inside the")
        .append(
            " call, over windows. NULL does not count unless a function says otherwise; no rows")
        .append(
            " give NULL, and 0 where something is counted.\nThe results are the same bits on any")
        .append(" number of threads and executors. The examples are over\n\n```sql\n")
        .append(AggregateManual.TABLE)
        .append("\n```\n\n")
        .append("| function | what it gives | example | result |\n| --- | --- | --- | --- |\n");
    AggregateFunctions.all()
        .forEach(aggregate ->
            text.append(
                row(
                    List.of(aggregate.signature()),
                    aggregate.description() + also(aggregate.aliases()),
                    aggregate.example(),
                    aggregate.exampleResult())));
    text.append(
            "\n## Window functions\n\nBeside every aggregate. The examples are over the same table, their results in the order of x.\n\n")
        .append("| function | what it gives | example | results |\n| --- | --- | --- | --- |\n");
    WindowDescription.all()
        .forEach(window ->
            text.append(
                row(
                    List.of(window.signature()),
                    window.description(),
                    window.example(),
                    String.join(", ", window.exampleRows()))));
    text.append(
            "\n## Functions of clauses\n\nIn FROM, and with GROUP BY. The examples are queries; NULL is spelled here.\n\n")
        .append("| function | what it gives | example | rows |\n| --- | --- | --- | --- |\n");
    QueryFunction.all()
        .forEach(function ->
            text.append(
                row(
                    List.of(function.signature()),
                    function.description(),
                    function.example(),
                    String.join(", ", function.exampleRows()))));
    return text.toString();
  }

  private static String row(FunctionDescription function) {
    return row(
        function.signatures(),
        function.description() + also(function.aliases()),
        function.example(),
        function.exampleResult());
  }

  private static String row(
      List<String> signatures, String description, String example, String result) {
    var row = new StringJoiner(" | ", "| ", " |\n");
    row.add(signatures.stream().map(FunctionManualTest::code).collect(Collectors.joining("<br>")));
    row.add(cell(description));
    row.add(code(example));
    row.add(result.isEmpty() ? "NULL" : code(result));
    return row.toString();
  }

  private static String also(List<String> aliases) {
    return aliases.isEmpty()
        ? ""
        : aliases.stream()
            .map(FunctionManualTest::code)
            .collect(Collectors.joining(", ", " Also ", "."));
  }

  private static String code(String text) {
    return "`" + cell(text) + "`";
  }

  private static String cell(String text) {
    return text.replace("|", "\\|");
  }
}
