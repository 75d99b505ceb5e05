package dev.mutirao.executor.function;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.mutirao.executor.aggregate.AggregateFunctions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.StringJoiner;
import java.util.stream.Collectors;
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
      FunctionRegistry.builtIn().functions().stream()
          .filter(function -> function.family() == family)
          .forEach(function -> text.append(row(function)));
    }
    text.append("\n## Aggregates\n\nWith `DISTINCT`, `FILTER (WHERE ...)` and GROUP BY.\n\n");
    text.append("| function | what it gives |\n| --- | --- |\n");
    AggregateFunctions.all()
        .forEach(aggregate ->
            text.append(
                "| "
                    + code(aggregate.signature())
                    + " | "
                    + cell(aggregate.description())
                    + " |\n"));
    return text.toString();
  }

  private static String row(FunctionDescription function) {
    var row = new StringJoiner(" | ", "| ", " |\n");
    row.add(
        function.signatures().stream()
            .map(FunctionManualTest::code)
            .collect(Collectors.joining("<br>")));
    var aliases =
        function.aliases().isEmpty()
            ? ""
            : " Also "
                + function.aliases().stream()
                    .map(FunctionManualTest::code)
                    .collect(Collectors.joining(", "))
                + ".";
    row.add(cell(function.description()) + aliases);
    row.add(code(function.example()));
    row.add(function.exampleResult().isEmpty() ? "NULL" : code(function.exampleResult()));
    return row.toString();
  }

  private static String code(String text) {
    return "`" + cell(text) + "`";
  }

  private static String cell(String text) {
    return text.replace("|", "\\|");
  }
}
