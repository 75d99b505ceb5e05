package dev.mutirao.connectors.parquet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mutirao.connectors.source.ColumnPredicate;
import dev.mutirao.connectors.source.ColumnPredicate.Comparison;
import dev.mutirao.connectors.source.ColumnPredicate.In;
import dev.mutirao.connectors.source.ColumnPredicate.Operator;
import dev.mutirao.connectors.type.Literal;
import dev.mutirao.connectors.type.Type;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// DuckDB writes bloom filters for dictionary-encoded columns. Only even numbers are in the file,
/// so that bounds do not exclude odd ones.
class BloomFilterTest {
  @TempDir Path folder;
  private ParquetTable table;

  @BeforeEach
  void write() {
    var query =
        "SELECT i % 500 * 2 AS big, (i % 500 * 2)::INT AS int, 'valor ' || i % 500 * 2 || repeat('.', i::INT % 40) AS text"
            + " FROM range(10000) r(i)";
    table = ParquetTable.of(DuckDb.write(folder.resolve("bloom.parquet"), query, ""));
  }

  private int rowsLeft(ColumnPredicate predicate) {
    return table.column("big", predicate).size();
  }

  @Test
  void aValueThatIsThereKeepsItsRows() {
    var texts = table.column("text");
    for (int i = 0; i < 1000; i += 62) {
      assertEquals(10_000, rowsLeft(new Comparison(0, Operator.EQUAL, Literal.of(i))));
      assertEquals(
          10_000,
          rowsLeft(new Comparison(1, Operator.EQUAL, new Literal(Type.Simple.INTEGER, (long) i))));
      assertEquals(
          10_000, rowsLeft(new Comparison(2, Operator.EQUAL, Literal.of((String) texts.get(i)))));
    }
  }

  @Test
  void mostValuesThatAreNotThereLeaveNothing() {
    int kept = 0;
    for (long i = 1; i < 200; i += 6) {
      kept += rowsLeft(new Comparison(0, Operator.EQUAL, Literal.of(i))) > 0 ? 1 : 0;
      kept +=
          rowsLeft(new Comparison(1, Operator.EQUAL, new Literal(Type.Simple.INTEGER, i))) > 0
              ? 1
              : 0;
      kept += rowsLeft(new Comparison(2, Operator.EQUAL, Literal.of("valor " + i))) > 0 ? 1 : 0;
    }
    assertTrue(kept < 15, kept + " of 102 values that are not there");
  }

  @Test
  void oneOfSeveralValuesSuffices() {
    assertEquals(10_000, rowsLeft(new In(0, List.of(Literal.of(1), Literal.of(3), Literal.of(8)))));
  }
}
