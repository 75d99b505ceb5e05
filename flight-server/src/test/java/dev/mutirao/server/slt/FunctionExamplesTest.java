package dev.mutirao.server.slt;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.mutirao.executor.aggregate.AggregateFunctions;
import dev.mutirao.executor.aggregate.AggregateManual;
import dev.mutirao.executor.function.FunctionDescription;
import dev.mutirao.executor.function.FunctionRegistry;
import dev.mutirao.executor.function.PlannedFunctions;
import dev.mutirao.executor.function.QueryFunction;
import dev.mutirao.executor.window.WindowDescription;
import dev.mutirao.server.embedded.EmbeddedEngine;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.arrow.memory.RootAllocator;
import org.junit.jupiter.api.Test;

/// Every example of the manual, as SQL.
class FunctionExamplesTest {
  /// Of the project: the examples read its files.
  private static final Path ROOT = Path.of("..");

  @Test
  void theExamplesGiveWhatTheManualSays() throws Exception {
    var expected = new ArrayList<String>();
    var got = new ArrayList<String>();
    try (var allocator = new RootAllocator(1L << 30)) {
      try (var way = new StatementWay(EmbeddedEngine.open(allocator, 1, ROOT, Optional.empty()))) {
        for (var function : scalars()) {
          expected.add(line(function.example(), function.exampleResult()));
          got.add(function.example() + " = " + rows(way, "SELECT " + function.example()));
        }
        for (var aggregate : AggregateFunctions.all()) {
          expected.add(line(aggregate.example(), aggregate.exampleResult()));
          var query = "SELECT " + aggregate.example() + " FROM " + AggregateManual.TABLE;
          got.add(aggregate.example() + " = " + rows(way, query));
        }
        for (var window : WindowDescription.all()) {
          expected.add(window.example() + " = " + window.exampleRows());
          var query =
              "SELECT " + window.example() + " FROM " + AggregateManual.TABLE + " ORDER BY x";
          got.add(window.example() + " = " + rows(way, query));
        }
        for (var function : QueryFunction.all()) {
          expected.add(function.example() + " = " + function.exampleRows());
          got.add(function.example() + " = " + rows(way, function.example()));
        }
      }
      assertEquals(0, allocator.getAllocatedMemory());
    }
    assertEquals(String.join("\n", expected), String.join("\n", got));
  }

  private static String line(String example, String result) {
    return example + " = " + List.of(result.isEmpty() ? "NULL" : result);
  }

  private static List<FunctionDescription> scalars() {
    return Stream.concat(
            FunctionRegistry.builtIn().functions().stream(), PlannedFunctions.all().stream())
        .toList();
  }

  private static Object rows(StatementWay way, String query) {
    try {
      return way.rows(query);
    } catch (Exception e) {
      return e.getMessage();
    }
  }
}
