package dev.mutirao.server.flightsql;

import com.google.protobuf.ByteString;
import dev.mutirao.connectors.error.ClusterErrors;
import dev.mutirao.connectors.error.PlanErrors;
import dev.mutirao.connectors.type.Literal;
import dev.mutirao.planner.PlannedStatement;
import dev.mutirao.planner.Planner;
import dev.mutirao.planner.StatementDescription;
import dev.mutirao.server.query.QueryService;
import dev.mutirao.server.rpc.Caller;
import dev.mutirao.server.session.Session;
import dev.mutirao.server.session.SessionCookie;
import dev.mutirao.server.session.Sessions;
import dev.mutirao.server.statement.LocalStatements;
import dev.mutirao.server.statement.StatementResult;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.arrow.flight.FlightProducer.CallContext;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.types.pojo.Schema;

/// The statements of all clients: planned at once, run when their ticket is read.
///
/// ```
/// plan ---ticket---> waiting ---read---> running ---end of stream---> forgotten
///                       |---expiry, cancel---------------------------> forgotten
/// ```
final class Statements {
  private static final Duration UNREAD = Duration.ofMinutes(10);
  private static final Duration UNUSED = Duration.ofHours(6);
  private static final int LIMIT = 10_000;

  private final Planner planner;
  private final QueryService queries;
  private final BufferAllocator allocator;
  private final Sessions sessions;
  private final Handles<Execution> waiting = new Handles<>(UNREAD, LIMIT);
  private final Handles<PreparedStatement> prepared = new Handles<>(UNUSED, LIMIT);
  private final Map<ByteString, StatementResult> running = new ConcurrentHashMap<>();

  Statements(Planner planner, QueryService queries, BufferAllocator allocator, Sessions sessions) {
    this.planner = planner;
    this.queries = queries;
    this.allocator = allocator;
    this.sessions = sessions;
  }

  /// Plans a statement for the caller; neither runs nor changes anything.
  Execution plan(CallContext context, String sql, List<Literal> values) {
    var session = session(context);
    var request = local(session).request(values);
    var statement = planner.plan(sql, request);
    var columns =
        switch (statement) {
          case PlannedStatement.Query(var plan) -> plan.output();
          case PlannedStatement.Write ignored -> PlannedStatement.Write.ROWS;
          default -> planner.describe(sql, request).output();
        };
    return new Execution(sql, session, statement, ClientColumns.ofResult(columns));
  }

  /// What a statement takes and gives.
  StatementDescription describe(CallContext context, String sql) {
    return planner.describe(sql, local(session(context)).request(List.of()));
  }

  /// The columns of what a statement gives.
  Schema schema(CallContext context, String sql) {
    return ClientColumns.ofResult(describe(context, sql).output());
  }

  /// Remembers a statement for the ticket that names it.
  ByteString issue(Execution execution) {
    return waiting.add(execution);
  }

  /// The statement of a ticket, which only one reader gets.
  ///
  /// @throws dev.mutirao.connectors.error.MutiraoException when it was read, cancelled or forgotten
  Execution redeem(ByteString handle) {
    return waiting.remove(handle).orElseThrow(() -> ClusterErrors.unknownHandle("ticket"));
  }

  /// The session in which the caller runs a statement. Only the call's own thread can tell.
  ///
  /// @throws dev.mutirao.connectors.error.MutiraoException when the statement needs a session and
  ///   the caller has none
  Session runSession(CallContext context, Execution execution) {
    var known = SessionCookie.shown(context);
    if (known.isEmpty() && changesSession(execution.statement())) {
      throw PlanErrors.noSession();
    }
    return known
        .map(id -> sessions.openAs(id, Caller.of(context).user()))
        .orElse(execution.session());
  }

  /// Runs a statement in a session.
  StatementResult run(Session session, Execution execution) {
    return local(session).run(execution.sql(), execution.statement());
  }

  /// Knows a result by its ticket until {@link #ended}, so that it can be cancelled.
  void started(ByteString handle, StatementResult result) {
    running.put(handle, result);
  }

  void ended(ByteString handle) {
    running.remove(handle);
  }

  /// Cancels the statement of a ticket; false when it is not known, or no longer.
  boolean cancel(ByteString handle) {
    var result = running.get(handle);
    if (result != null) {
      result.cancel("its client");
      return true;
    }
    return waiting.remove(handle).isPresent();
  }

  /// Prepares a statement, and plans it unless it waits for values. A query whose text has no `?`
  /// takes none, so that its plan says all.
  ByteString prepare(CallContext context, String sql) {
    if (sql.indexOf('?') < 0) {
      var planned = plan(context, sql, List.of());
      if (planned.statement() instanceof PlannedStatement.Query(var plan)) {
        var description = new StatementDescription(plan.output(), List.of(), false);
        return prepared.add(new PreparedStatement(sql, description, planned));
      }
      return prepared.add(new PreparedStatement(sql, describe(context, sql), planned));
    }
    var description = describe(context, sql);
    boolean takesValues = !description.parameters().isEmpty();
    var planned = takesValues ? null : plan(context, sql, List.of());
    return prepared.add(new PreparedStatement(sql, description, planned));
  }

  /// @throws dev.mutirao.connectors.error.MutiraoException when it was closed or forgotten
  PreparedStatement prepared(ByteString handle) {
    return prepared
        .find(handle)
        .orElseThrow(() -> ClusterErrors.unknownHandle("prepared statement"));
  }

  /// A prepared statement with the values bound last, planned.
  Execution plan(CallContext context, PreparedStatement statement) {
    return statement
        .takePlanned()
        .orElseGet(() -> plan(context, statement.sql(), statement.values()));
  }

  void close(ByteString handle) {
    prepared.remove(handle);
  }

  /// The caller's session, or one that ends with the call.
  Session session(CallContext context) {
    var user = Caller.of(context).user();
    return SessionCookie.shown(context)
        .flatMap(id -> sessions.find(id, user))
        .orElseGet(() -> new Session("none", user));
  }

  private LocalStatements local(Session session) {
    return new LocalStatements(planner, queries, session, allocator);
  }

  private static boolean changesSession(PlannedStatement statement) {
    return statement instanceof PlannedStatement.ChangeSetting
        || statement instanceof PlannedStatement.ResetSettings;
  }
}
