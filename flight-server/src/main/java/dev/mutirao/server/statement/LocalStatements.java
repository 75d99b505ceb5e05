package dev.mutirao.server.statement;

import dev.mutirao.connectors.error.EngineErrors;
import dev.mutirao.connectors.type.Literal;
import dev.mutirao.executor.plan.QueryPlan;
import dev.mutirao.executor.plan.WriteTarget;
import dev.mutirao.planner.PlanRequest;
import dev.mutirao.planner.PlannedStatement;
import dev.mutirao.planner.Planner;
import dev.mutirao.planner.Setting;
import dev.mutirao.server.query.BlockingBatches;
import dev.mutirao.server.query.QueryOptions;
import dev.mutirao.server.query.QueryService;
import dev.mutirao.server.query.RunningQuery;
import dev.mutirao.server.session.Session;
import dev.mutirao.server.write.OpenWrites;
import dev.mutirao.server.write.StagedWrite;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.arrow.memory.BufferAllocator;

/// Answers the statements of one session with this process's planner and query service, neither of
/// which it closes.
public final class LocalStatements implements StatementService {
  private final Planner planner;
  private final QueryService queries;
  private final Session session;
  private final BufferAllocator allocator;

  /// @param allocator for rows that no query makes
  public LocalStatements(
      Planner planner, QueryService queries, Session session, BufferAllocator allocator) {
    this.planner = planner;
    this.queries = queries;
    this.session = session;
    this.allocator = allocator;
  }

  @Override
  public StatementResult run(String sql) {
    return run(sql, List.of());
  }

  /// Starts one statement with values for its `?`.
  public StatementResult run(String sql, List<Literal> parameters) {
    return run(sql, planner.plan(sql, request(parameters)));
  }

  /// What planning for this session needs to know.
  public PlanRequest request(List<Literal> parameters) {
    return new PlanRequest(session.settings(), Math.max(1, queries.executors()), parameters);
  }

  /// Starts a statement that was planned before.
  public StatementResult run(String sql, PlannedStatement statement) {
    return switch (statement) {
      case PlannedStatement.Query(var plan) -> new QueryResult(submit(sql, plan), plan.ordered());
      case PlannedStatement.Analyze(var plan, var explanation, var json) -> {
        try (var query = submit(sql, plan)) {
          yield new KnownResult(Analysis.rows(explanation, finish(query), json), allocator);
        }
      }
      case PlannedStatement.Write write -> write(sql, write);
      case PlannedStatement.Result(var rows) -> new KnownResult(rows, allocator);
      case PlannedStatement.Create change -> {
        planner.apply(change);
        yield KnownResult.none(allocator);
      }
      case PlannedStatement.Drop change -> {
        planner.apply(change);
        yield KnownResult.none(allocator);
      }
      case PlannedStatement.CreateFunction change -> {
        planner.apply(change);
        yield KnownResult.none(allocator);
      }
      case PlannedStatement.DropFunction change -> {
        planner.apply(change);
        yield KnownResult.none(allocator);
      }
      case PlannedStatement.ChangeSetting(var name, var value) -> {
        value.ifPresentOrElse(text -> session.set(name, text), () -> session.reset(name));
        yield KnownResult.none(allocator);
      }
      case PlannedStatement.ResetSettings() -> {
        session.settings().keySet().forEach(session::reset);
        yield KnownResult.none(allocator);
      }
    };
  }

  private StatementResult write(String sql, PlannedStatement.Write statement) {
    var write =
        statement.place().placing(() -> StagedWrite.begin(statement.target(), OpenWrites.ofUser()));
    try {
      var query = submit(sql, statement.plan());
      return new WriteResult(query, write, files -> finish(statement, write, files), allocator);
    } catch (RuntimeException failure) {
      write.abandon();
      throw failure;
    }
  }

  /// Puts files into place, one with no rows where a folder would be empty, and creates the table
  /// over them.
  private void finish(PlannedStatement.Write statement, StagedWrite write, List<String> files) {
    var target = statement.target();
    boolean empty =
        files.isEmpty()
            && target.kind() == WriteTarget.Kind.FOLDER
            && target.partitionBy().isEmpty();
    if (empty) {
      var name = "part-" + target.tag() + target.ending();
      planner
          .format(target.format())
          .create(write.staging().resolve(name), statement.columns(), target.settings(), allocator)
          .finish();
      write.commit(List.of(name));
    } else {
      write.commit(files);
    }
    statement.created().ifPresent(planner::apply);
  }

  private RunningQuery submit(String sql, QueryPlan plan) {
    long seconds = Long.parseLong(Setting.STATEMENT_TIMEOUT.in(session.settings()));
    var timeout =
        seconds == 0 ? Optional.<Duration>empty() : Optional.of(Duration.ofSeconds(seconds));
    return queries.submit(plan, new QueryOptions(sql, session.user(), session.settings(), timeout));
  }

  private static dev.mutirao.server.query.QueryProfile finish(RunningQuery query) {
    try (var rows = new BlockingBatches(query.results())) {
      for (var batch = rows.next(); batch != null; batch = rows.next()) {
        batch.close();
      }
      query.ended().get();
      return query.profile();
    } catch (InterruptedException problem) {
      Thread.currentThread().interrupt();
      throw dev.mutirao.connectors.error.QueryErrors.cancelled("an interrupt");
    } catch (java.util.concurrent.ExecutionException problem) {
      throw EngineErrors.internal("a query's end failed", problem);
    }
  }

  @Override
  public void close() {}
}
