package dev.mutirao.server.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.mutirao.connectors.csv.CsvConnector;
import dev.mutirao.connectors.error.ErrorCode;
import dev.mutirao.connectors.error.MutiraoException;
import dev.mutirao.connectors.source.Connector;
import dev.mutirao.connectors.source.DescribeContext;
import dev.mutirao.connectors.source.ReadContext;
import dev.mutirao.connectors.source.ScanRequest;
import dev.mutirao.connectors.source.Split;
import dev.mutirao.connectors.source.SplitReader;
import dev.mutirao.connectors.source.TableDescription;
import dev.mutirao.connectors.source.TableHandle;
import dev.mutirao.connectors.source.TableReference;
import dev.mutirao.executor.task.Connectors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// An executor that sees other files than the coordinator fails the query by its name.
@Timeout(60)
final class UnseenFileTest {
  @TempDir private Path folder;

  @Test
  void executorWithoutTheFileIsNamed() throws Exception {
    var file = here("t.csv", "a,b\n1,2\n");
    assertEquals(
        "no such file, though it was there when the query began; run the query again if it was"
            + " replaced, or let every executor see it under this path: "
            + folder.resolve("there/t.csv"),
        message(file, ErrorCode.FILE_NOT_FOUND));
  }

  @Test
  void executorWithAnotherVersionOfTheFileIsNamed() throws Exception {
    var file = here("t.csv", "a,b\n1,2\n");
    Files.createDirectory(folder.resolve("there"));
    Files.writeString(folder.resolve("there/t.csv"), "a,b\n1,2\n3,4\n");
    assertEquals(
        "the file is not the one that was there when the query began (its size went from 8 to 12"
            + " bytes); run the query again, or give every executor the same file with the same"
            + " modification time (cp -p, rsync -t): "
            + folder.resolve("there/t.csv"),
        message(file, ErrorCode.FILE_CHANGED));
  }

  private Path here(String name, String text) throws IOException {
    Files.createDirectory(folder.resolve("here"));
    return Files.writeString(folder.resolve("here").resolve(name), text);
  }

  /// The message of a query over a file, without the executor's name at its end. The cluster must
  /// answer the next query.
  private String message(Path file, ErrorCode code) throws InterruptedException {
    try (var cluster = new TestCluster(0)) {
      var connectors =
          new Connectors(
              List.of(new Elsewhere(), new dev.mutirao.connectors.range.RangeConnector()));
      var node = cluster.addExecutor("executor-1", connectors);
      var sql = "SELECT sum(a) FROM '" + file + "'";
      var failure = assertThrows(MutiraoException.class, () -> cluster.rows(sql));
      assertEquals(code, failure.code(), failure.getMessage());
      assertEquals(
          List.of(List.of(5L)), cluster.rows("SELECT count(*) FROM " + TestCluster.range("5")));
      var name = " (on executor-1 at " + node.info().address() + ")";
      assertEquals(
          name,
          failure.getMessage().substring(failure.getMessage().length() - name.length()),
          failure.getMessage());
      return failure.getMessage().substring(0, failure.getMessage().length() - name.length());
    }
  }

  /// CSV files as another machine sees them, whose folder `there` has the place of `here`.
  private static final class Elsewhere implements Connector {
    private final CsvConnector files = new CsvConnector();

    @Override
    public String name() {
      return files.name();
    }

    @Override
    public boolean claims(String fileName) {
      return files.claims(fileName);
    }

    @Override
    public TableDescription describe(TableReference reference, DescribeContext context) {
      return files.describe(reference, context);
    }

    @Override
    public List<Split> splits(TableHandle table, ScanRequest request) {
      return files.splits(table, request);
    }

    @Override
    public SplitReader open(
        TableHandle table, ScanRequest request, Split split, ReadContext context) {
      var moved =
          new Split(
              split.path().replace("/here/", "/there/"),
              split.start(),
              split.length(),
              split.fileSize(),
              split.fileModified(),
              split.bytes(),
              split.properties());
      return files.open(table, request, moved, context);
    }
  }
}
