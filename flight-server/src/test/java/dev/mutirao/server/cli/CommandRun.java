package dev.mutirao.server.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/// What one command line gave.
///
/// @param rows what it printed on standard output, the first megabyte of it
record CommandRun(int code, String rows, String messages) {
  /// Runs a command line in this process.
  static CommandRun of(String... arguments) {
    return watched(() -> {}, arguments);
  }

  /// The same; `whenRowsCome` is called once, before the first rows are written.
  static CommandRun watched(Runnable whenRowsCome, String... arguments) {
    var rows = new Rows(whenRowsCome);
    var messages = new ByteArrayOutputStream();
    int code = Main.run(rows, new PrintStream(messages, true, StandardCharsets.UTF_8), arguments);
    return new CommandRun(
        code,
        rows.taken.toString(StandardCharsets.UTF_8),
        messages.toString(StandardCharsets.UTF_8));
  }

  /// Asserts that the command failed in one line that has all of these parts, in order, and that
  /// the line of the statement with a caret below follows when the message names a place in it.
  /// What could not be cleaned up (memory, above all) would be another line.
  void assertFails(int expectedCode, String... parts) {
    assertEquals(expectedCode, code, messages);
    assertTrue(messages.startsWith("error: "), messages);
    boolean placed = messages.startsWith("error: line ");
    assertEquals(placed ? 3 : 1, messages.lines().count(), messages);
    assertTrue(!placed || messages.endsWith(" ^\n"), messages);
    int at = 0;
    for (var part : parts) {
      int found = messages.indexOf(part, at);
      assertTrue(found >= 0, () -> "no <" + part + "> in " + messages);
      at = found + part.length();
    }
    assertFalse(messages.contains("internal error"), messages);
    assertFalse(messages.contains("Exception"), messages);
    assertFalse(messages.matches("(?s).*\\bnull\\b.*"), messages);
    assertFalse(rows.contains(" rows)"), "the rows look like a whole table");
  }

  private static final class Rows extends OutputStream {
    private static final int KEPT = 1 << 20;

    private final ByteArrayOutputStream taken = new ByteArrayOutputStream();
    private Runnable before;

    Rows(Runnable before) {
      this.before = before;
    }

    @Override
    public void write(int value) throws IOException {
      write(new byte[] {(byte) value}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int start, int length) {
      before.run();
      before = () -> {};
      taken.write(bytes, start, Math.min(length, KEPT - taken.size()));
    }
  }
}
