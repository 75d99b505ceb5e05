package dev.mutirao.server.boundary;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.mutirao.connectors.batch.Batch;
import dev.mutirao.connectors.batch.Cells;
import dev.mutirao.connectors.error.MutiraoException;
import dev.mutirao.connectors.type.Literal;
import dev.mutirao.connectors.type.ValueText;
import dev.mutirao.executor.memory.Draining;
import dev.mutirao.server.embedded.EmbeddedEngine;
import dev.mutirao.server.query.BlockingBatches;
import dev.mutirao.server.session.Session;
import dev.mutirao.server.statement.LocalStatements;
import dev.mutirao.server.statement.StatementService;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.apache.arrow.memory.RootAllocator;
import org.jspecify.annotations.Nullable;

/// An engine that is asked for many expressions at once.
final class Asking implements AutoCloseable {
  /// Expressions of a statement. More are planned faster each, but where one of them fails all are
  /// asked for again, fewer at once and then one by one: where one fails, others often do.
  private static final int AT_ONCE = 32;

  private static final int AGAIN_AT_ONCE = 8;

  /// What a statement may take.
  private static final int SECONDS = 20;

  private final RootAllocator allocator = new RootAllocator(1L << 28);
  private final EmbeddedEngine engine =
      EmbeddedEngine.open(allocator, 1, Path.of(""), Optional.empty());
  private final StatementService wholeBatches = session();
  private final StatementService singleRows = session();

  Asking() throws InterruptedException {
    run(wholeBatches, "SET statement_timeout = " + SECONDS);
    run(singleRows, "SET statement_timeout = " + SECONDS);
    run(singleRows, "SET batch_rows = 1");
  }

  private StatementService session() {
    return new LocalStatements(
        engine.planner(), engine.queries(), new Session("boundary", "boundary"), allocator);
  }

  /// Runs a statement that must not fail.
  void run(String sql) throws InterruptedException {
    run(wholeBatches, sql);
  }

  private static void run(StatementService session, String sql) throws InterruptedException {
    if (ask(session, sql, 0) instanceof Answer.Failure(var failure)) {
      throw new IllegalStateException(sql + ": " + failure);
    }
  }

  /// What the constants give.
  List<Outcome> constants(List<String> expressions) throws InterruptedException {
    var different = expressions.stream().distinct().toList();
    var outcomes = each(wholeBatches, different, "");
    var known = new HashMap<String, Outcome>();
    for (int i = 0; i < different.size(); i++) {
      known.put(different.get(i), outcomes.get(i));
    }
    return expressions.stream().map(each -> Objects.requireNonNull(known.get(each))).toList();
  }

  /// What expressions give over rows.
  ///
  /// @param from the rest of the query, which gives their order too
  List<Outcome> columns(List<String> expressions, String from) throws InterruptedException {
    return each(wholeBatches, expressions, " " + from);
  }

  /// The same in batches of one row.
  List<Outcome> singleRows(List<String> expressions, String from) throws InterruptedException {
    return each(singleRows, expressions, " " + from);
  }

  private List<Outcome> each(StatementService session, List<String> expressions, String from)
      throws InterruptedException {
    var outcomes = new ArrayList<Outcome>();
    each(session, expressions, from, AT_ONCE, outcomes);
    return outcomes;
  }

  private static void each(
      StatementService session,
      List<String> expressions,
      String from,
      int atOnce,
      List<Outcome> outcomes)
      throws InterruptedException {
    for (int i = 0; i < expressions.size(); i += atOnce) {
      var some = expressions.subList(i, Math.min(i + atOnce, expressions.size()));
      some(session, some, from, outcomes);
    }
  }

  private static void some(
      StatementService session, List<String> expressions, String from, List<Outcome> outcomes)
      throws InterruptedException {
    var sql = "SELECT " + String.join(", ", expressions) + from;
    switch (ask(session, sql, expressions.size())) {
      case Answer.Columns(var columns) -> outcomes.addAll(columns);
      case Answer.Failure(var failure) when expressions.size() == 1 -> outcomes.add(failure);
      case Answer.Failure ignored -> {
        int atOnce = expressions.size() > AGAIN_AT_ONCE ? AGAIN_AT_ONCE : 1;
        each(session, expressions, from, atOnce, outcomes);
      }
    }
  }

  /// What a statement gives.
  private sealed interface Answer {
    record Columns(List<Outcome> columns) implements Answer {}

    record Failure(Outcome outcome) implements Answer {}
  }

  private static Answer ask(StatementService session, String sql, int columns)
      throws InterruptedException {
    try (var result = session.run(sql);
        var batches = new BlockingBatches(result.rows())) {
      var texts = new ArrayList<List<@Nullable String>>();
      for (int i = 0; i < columns; i++) {
        texts.add(new ArrayList<>());
      }
      for (var batch = batches.next(); batch != null; batch = batches.next()) {
        append(batch, texts);
      }
      var outcomes = new ArrayList<Outcome>();
      for (int i = 0; i < columns; i++) {
        outcomes.add(new Outcome.Values(result.schema().type(i), texts.get(i)));
      }
      return new Answer.Columns(outcomes);
    } catch (MutiraoException e) {
      return new Answer.Failure(Outcome.Refused.of(e));
    } catch (RuntimeException | LinkageError | AssertionError e) {
      return new Answer.Failure(new Outcome.Broken(e.toString()));
    }
  }

  private static void append(Batch batch, List<List<@Nullable String>> texts) {
    try (batch) {
      for (int row = 0; row < batch.rows(); row++) {
        var cells = Cells.row(batch, row);
        for (int i = 0; i < texts.size(); i++) {
          texts.get(i).add(text(cells.get(i)));
        }
      }
    }
  }

  private static @Nullable String text(Literal cell) {
    return cell.isNull() ? null : ValueText.of(cell);
  }

  @Override
  public void close() {
    engine.close();
    Draining.await(allocator);
    assertEquals(0, allocator.getAllocatedMemory());
    allocator.close();
  }
}
