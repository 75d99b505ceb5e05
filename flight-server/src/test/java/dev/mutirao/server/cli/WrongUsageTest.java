package dev.mutirao.server.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class WrongUsageTest {
  @TempDir private Path folder;

  @Test
  void wrongCommandLinesAreToldInOneLine() {
    fails("Missing command");
    fails("Unmatched argument at index 0: 'bogus'", "bogus");
    fails("(SQL | -f=FILE); see: mutirao help sql", "sql");
    fails("Unknown options: '--formt'", "sql", "--formt", "csv", "SELECT 1");
    fails(
        "'--format': expected one of [TABLE, CSV, JSON, ARROW]", "sql", "--format", "x", "SELECT");
    fails("'SELECT 2'", "sql", "SELECT 1", "SELECT 2");
    fails("--executors=N", "local");
    fails("--coordinator=URL", "executor");
  }

  @Test
  void wrongValuesOfOptionsAreToldInOneLine() {
    fails("'--threads': '0' is not a whole number from 1", "sql", "--threads", "0", "SELECT 1");
    fails("'--threads': 'all' is not a whole", "sql", "--threads", "all", "SELECT 1");
    fails("'lots' is not an amount of memory such as 512MB", "sql", "--memory", "lots", "SELECT 1");
    fails("is not an amount of memory", "sql", "--memory", "99999999999TB", "SELECT 1");
    fails("there is no folder '/no/such'", "sql", "--root", "/no/such", "SELECT 1");
    fails("'host' is not an address such as grpc://", "sql", "--server", "host", "SELECT 1");
    fails("is not an address", "sql", "--server", "http://host:8815", "SELECT 1");
    fails("is not an address", "executor", "--coordinator", "grpc://host");
    fails("'70000' is not a whole number from 0 to 65535", "coordinator", "--port", "70000");
    fails("'0' is not a whole number from 1", "local", "--executors", "0");
    fails("--secret-file", "coordinator", "--port", "0", "--host", "0.0.0.0");
  }

  @Test
  void nothingToRunIsFine() {
    assertEquals(new CommandRun(0, "", ""), CommandRun.of("sql", ""));
    assertEquals(new CommandRun(0, "", ""), CommandRun.of("sql", " ;; ; "));
    assertEquals(new CommandRun(0, "", ""), CommandRun.of("sql", "-- only\n/* comments */"));
  }

  @Test
  void statementMayBeginWithAComment() {
    var run = CommandRun.of("sql", "--format", "csv", "-- one\nSELECT 1 AS x");
    assertEquals(new CommandRun(0, "x\n1\n", ""), run);
    assertEquals(run, CommandRun.of("sql", "--format", "csv", "--one\nSELECT 1 AS x"));
  }

  @Test
  void scriptThatCannotBeReadIsAnError() throws IOException {
    var missing = folder.resolve("no.sql").toString();
    CommandRun.of("sql", "-f", missing).assertFails(1, "cannot read " + missing, "no such file");
    CommandRun.of("sql", "-f", folder.toString()).assertFails(1, "it is a folder");
    var latin = folder.resolve("latin.sql");
    Files.write(latin, "SELECT 'caf\u00e9'".getBytes(StandardCharsets.ISO_8859_1));
    CommandRun.of("sql", "-f", latin.toString()).assertFails(1, "latin.sql", "not UTF-8");
  }

  @Test
  void dataFolderThatIsAFileIsAnError() throws IOException {
    var file = Files.writeString(folder.resolve("file"), "x");
    CommandRun.of("sql", "--data", file.toString(), "SELECT 1")
        .assertFails(1, "cannot use the data folder", file.toString());
  }

  @Test
  void serverThatIsNotThereIsAnError() {
    CommandRun.of("sql", "--server", "grpc://127.0.0.1:1", "SELECT 1")
        .assertFails(
            1, "no answer from the server at grpc://127.0.0.1:1: connection refused; start");
    CommandRun.of("sql", "--server", "grpc://no-such-host.invalid:8815", "SELECT 1")
        .assertFails(1, "grpc://no-such-host.invalid:8815", "no such host");
  }

  private static void fails(String part, String... arguments) {
    CommandRun.of(arguments).assertFails(2, part);
  }
}
