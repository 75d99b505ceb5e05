package dev.mutirao.connectors.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mutirao.connectors.error.MutiraoException;
import dev.mutirao.connectors.source.ColumnPredicate;
import dev.mutirao.connectors.source.ColumnPredicate.Operator;
import dev.mutirao.connectors.type.Field;
import dev.mutirao.connectors.type.Literal;
import dev.mutirao.connectors.type.Type.Simple;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PartitionColumnsTest {
  @Test
  void typesAreInferredOverAllValues() {
    var columns =
        PartitionColumns.infer(
            files(
                "ano=2024/mes=01/dia=2024-01-31/uf=SP",
                "ano=2025/mes=12/dia=__HIVE_DEFAULT_PARTITION__/uf=7"));
    assertEquals(
        List.of(
            Field.of("ano", Simple.BIGINT),
            Field.of("mes", Simple.BIGINT),
            Field.of("dia", Simple.DATE),
            Field.of("uf", Simple.VARCHAR)),
        columns.fields());
  }

  @Test
  void valueSurvivesTheSplit() {
    var files = files("uf=S%C3%A3o%20Paulo%2/ano=7", "uf=x/ano=__HIVE_DEFAULT_PARTITION__");
    var columns = PartitionColumns.infer(files);
    var split = files.getFirst().split(0, 1);
    assertEquals(Literal.of("São Paulo%2"), columns.value(split, 0));
    assertEquals(Literal.of(7), columns.value(split, 1));
    assertTrue(columns.value(files.get(1).split(0, 1), 1).isNull());
  }

  @Test
  void filesUnderDifferentKeysAreAnError() {
    var files = files("ano=1", "mes=1");
    var error = assertThrows(MutiraoException.class, () -> PartitionColumns.infer(files));
    assertTrue(error.getMessage().contains("hive_partitioning => false"), error.getMessage());
  }

  @Test
  void valueOfAnotherTypeThanPlannedIsAnErrorThatNamesTheFile() {
    var columns = new PartitionColumns(List.of(Field.of("ano", Simple.BIGINT)));
    var file = files("ano=x").getFirst();
    var error = assertThrows(MutiraoException.class, () -> columns.value(file, 0));
    assertTrue(
        error.getMessage().startsWith("/data/ano=x/f.csv: expected BIGINT"), error.getMessage());
  }

  @Test
  void predicatesOnPartitionsPruneFiles() {
    var files =
        files(
            "ano=2023/uf=SP",
            "ano=2024/uf=RJ",
            "ano=2025/uf=São",
            "ano=__HIVE_DEFAULT_PARTITION__/uf=SP");
    assertKept(files, "2023", new ColumnPredicate.Comparison(3, Operator.LESS, Literal.of(2024)));
    assertKept(
        files,
        "2024 2025",
        new ColumnPredicate.Comparison(3, Operator.GREATER_OR_EQUAL, Literal.of(2024)));
    assertKept(files, "2024", new ColumnPredicate.Comparison(3, Operator.EQUAL, Literal.of(2024)));
    assertKept(
        files,
        "2023 2025",
        new ColumnPredicate.Comparison(3, Operator.NOT_EQUAL, Literal.of(2024)));
    assertKept(
        files, "2023 2025", new ColumnPredicate.In(3, List.of(Literal.of(2023), Literal.of(2025))));
    assertKept(files, "null", new ColumnPredicate.IsNull(3));
    assertKept(files, "2023 2024 2025", new ColumnPredicate.IsNotNull(3));
    assertKept(files, "2023 2025 null", new ColumnPredicate.StartsWith(4, Literal.of("S")));
    assertKept(
        files, "2025", new ColumnPredicate.Comparison(4, Operator.GREATER, Literal.of("Sa")));
    assertKept(files, "2023 2024 2025 null", new ColumnPredicate.IsNull(0));
  }

  private static void assertKept(List<DataFile> files, String expected, ColumnPredicate predicate) {
    var columns = PartitionColumns.infer(files);
    var kept =
        files.stream()
            .filter(file -> columns.mayMatch(file, List.of(predicate), 3))
            .map(file -> String.valueOf(columns.value(file, 0).value()))
            .toList();
    assertEquals(Arrays.asList(expected.split(" ")), kept, predicate.toString());
  }

  private static List<DataFile> files(String... folders) {
    return Stream.of(folders)
        .map(folder -> Path.of("/data", folder, "f.csv"))
        .map(path -> new DataFile(path.toString(), 1, 1, PartitionValue.on(path)))
        .toList();
  }
}
