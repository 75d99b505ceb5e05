package dev.mutirao.server.slt;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.mutirao.executor.aggregate.AggregateFunctions;
import dev.mutirao.executor.aggregate.AggregateManual;
import dev.mutirao.executor.function.FunctionRegistry;
import dev.mutirao.server.embedded.EmbeddedEngine;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.arrow.memory.RootAllocator;
import org.junit.jupiter.api.Test;

/// Every example of the manual, as SQL.
class FunctionExamplesTest {
  @Test
  void theExamplesGiveWhatTheManualSays() throws Exception {
    var expected = new ArrayList<String>();
    var got = new ArrayList<String>();
    try (var allocator = new RootAllocator(1L << 30)) {
      try (var way =
          new StatementWay(EmbeddedEngine.open(allocator, 1, Path.of(""), Optional.empty()))) {
        for (var function : FunctionRegistry.builtIn().functions()) {
          expected.add(line(function.example(), function.exampleResult()));
          got.add(function.example() + " = " + rows(way, function.example()));
        }
        for (var aggregate : AggregateFunctions.all()) {
          expected.add(line(aggregate.example(), aggregate.exampleResult()));
          var query = aggregate.example() + " FROM " + AggregateManual.TABLE;
          got.add(aggregate.example() + " = " + rows(way, query));
        }
      }
      assertEquals(0, allocator.getAllocatedMemory());
    }
    assertEquals(String.join("\n", expected), String.join("\n", got));
  }

  private static String line(String example, String result) {
    return example + " = " + List.of(result.isEmpty() ? "NULL" : result);
  }

  private static Object rows(StatementWay way, String example) {
    try {
      return way.rows("SELECT " + example);
    } catch (Exception e) {
      return e.getMessage();
    }
  }
}
