package dev.mutirao.server.cli;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A file that is no longer what it was when the query began is an error that names it, however it
/// changed, whatever its format, here and on a cluster. No process crashes and no rows of the new
/// content pass for the old.
@Timeout(120)
final class ChangingFileTest {
  private static final long MEMORY = 512L << 20;

  /// The text of a row is made longer, so that rows are not read ahead before the file changes.
  private static final String ROWS = "SELECT id, repeat(name, 40) AS name FROM '%s'";

  private static final List<String> FILES =
      List.of("whole.csv", "whole.csv.gz", "whole.csv.zst", "whole.parquet");

  /// What happens to the file.
  private enum Change {
    SHRINKS {
      @Override
      void apply(Path file) throws IOException {
        try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
          channel.truncate(channel.size() / 2);
        }
      }
    },
    VANISHES {
      @Override
      void apply(Path file) throws IOException {
        Files.delete(file);
      }
    },
    IS_OVERWRITTEN_IN_PLACE {
      @Override
      void apply(Path file) throws IOException {
        Files.write(file, new byte[(int) Files.size(file)]);
      }
    },
    IS_REPLACED {
      @Override
      void apply(Path file) throws IOException {
        var other = file.resolveSibling("other");
        Files.writeString(other, "id,name\n1,x\n");
        Files.move(other, file, StandardCopyOption.REPLACE_EXISTING);
      }
    };

    abstract void apply(Path file) throws IOException;
  }

  @TempDir private static Path folder;
  private static CommandCluster cluster;

  @BeforeAll
  static void start() throws SQLException {
    try (var duckDb = DriverManager.getConnection("jdbc:duckdb:");
        var statement = duckDb.createStatement()) {
      statement.execute(
          "CREATE TABLE t AS SELECT i AS id, 'somebody''s name ' || hash(i) AS name FROM range(200000) r(i)");
      for (var file : FILES) {
        var options = file.endsWith("parquet") ? " (ROW_GROUP_SIZE 20000)" : "";
        statement.execute("COPY t TO '" + folder.resolve(file) + "'" + options);
      }
    }
    cluster = new CommandCluster(folder, MEMORY);
  }

  @AfterAll
  static void nothingIsLeft() {
    cluster.close(); // throws when memory is left
  }

  @TestFactory
  Stream<DynamicTest> isAnErrorEmbedded() {
    return cases("--root", folder.toString(), "--threads", "2", "--memory", "512MB");
  }

  @TestFactory
  Stream<DynamicTest> isAnErrorOnACluster() {
    return cases("--server", cluster.address());
  }

  private static Stream<DynamicTest> cases(String... place) {
    return FILES.stream()
        .flatMap(file ->
            Stream.of(Change.values())
                .map(change ->
                    DynamicTest.dynamicTest(
                        file + " " + change, () -> assertFails(file, change, place))));
  }

  private static void assertFails(String name, Change change, String... place) throws Exception {
    var file = folder.resolve("changing" + name.substring(name.indexOf('.')));
    Files.copy(folder.resolve(name), file, StandardCopyOption.REPLACE_EXISTING);
    var arguments =
        Stream.concat(Stream.of("sql", "--format", "csv", ROWS.formatted(file)), Stream.of(place))
            .toArray(String[]::new);
    var run =
        CommandRun.watched(
            () -> {
              try {
                change.apply(file);
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            },
            arguments);
    run.assertFails(1, "run the query again", file.toString());
    assertTrue(
        run.messages().contains("the file changed while it was read")
            || run.messages().contains("when the query began"),
        run.messages());
    OpenFiles.assertNoneBelow(folder);
  }
}
