package dev.mutirao.server.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Statements that come in by a pipe.
final class StandardInputTest {
  private final InputStream before = System.in;

  @AfterEach
  void giveBack() {
    System.setIn(before);
  }

  private static CommandRun run(byte[] script) {
    System.setIn(new ByteArrayInputStream(script));
    return CommandRun.of("sql", "--format", "csv", "-f", "-");
  }

  @Test
  void statementsAreReadUpToItsEnd() {
    var run = run("SELECT 'não' AS a;\nSELECT 2 AS b;\n".getBytes(StandardCharsets.UTF_8));
    assertEquals("a\nnão\nb\n2\n", run.rows(), run.messages());
    assertEquals(0, run.code());
  }

  @Test
  void whatIsNotUtf8IsRefused() {
    run("SELECT 'n\u00e3o'".getBytes(StandardCharsets.ISO_8859_1))
        .assertFails(1, "cannot read -", "not UTF-8");
  }
}
