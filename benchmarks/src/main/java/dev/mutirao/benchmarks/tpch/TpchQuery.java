package dev.mutirao.benchmarks.tpch;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;

/// One of the 22 queries of TPC-H, with the parameters that the specification validates with.
///
/// @param number 1 to 22
public record TpchQuery(int number, String sql) {
  /// All 22, in order.
  public static List<TpchQuery> all() {
    return IntStream.rangeClosed(1, 22).mapToObj(TpchQuery::read).toList();
  }

  private static TpchQuery read(int number) {
    var file = "q%02d.sql".formatted(number);
    try (var text = TpchQuery.class.getResourceAsStream(file)) {
      if (text == null) {
        throw new IllegalStateException("no resource " + file);
      }
      return new TpchQuery(number, new String(text.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String toString() {
    return "q%02d".formatted(number);
  }
}
