package dev.mutirao.server.flightsql;

import com.google.protobuf.Any;
import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.mutirao.connectors.error.ClusterErrors;
import dev.mutirao.connectors.error.QueryErrors;
import dev.mutirao.server.arrow.ArrowForm;
import dev.mutirao.server.exchange.NetworkMeter;
import dev.mutirao.server.exchange.StreamServer;
import dev.mutirao.server.session.Session;
import dev.mutirao.server.statement.StatementResult;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.arrow.flight.CancelFlightInfoRequest;
import org.apache.arrow.flight.CancelStatus;
import org.apache.arrow.flight.CloseSessionRequest;
import org.apache.arrow.flight.CloseSessionResult;
import org.apache.arrow.flight.FlightDescriptor;
import org.apache.arrow.flight.FlightEndpoint;
import org.apache.arrow.flight.FlightInfo;
import org.apache.arrow.flight.FlightStream;
import org.apache.arrow.flight.GetSessionOptionsRequest;
import org.apache.arrow.flight.GetSessionOptionsResult;
import org.apache.arrow.flight.PutResult;
import org.apache.arrow.flight.Result;
import org.apache.arrow.flight.SchemaResult;
import org.apache.arrow.flight.SetSessionOptionsRequest;
import org.apache.arrow.flight.SetSessionOptionsResult;
import org.apache.arrow.flight.Ticket;
import org.apache.arrow.flight.sql.impl.FlightSql;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.types.pojo.Schema;

/// The calls that run something: statements, prepared statements, and what belongs to their
/// session. Statements are planned when their info is asked for and run while their ticket is read.
final class FlightSqlCalls extends MetadataCalls {
  private final BufferAllocator allocator;
  private final Statements statements;
  private final SessionOptions sessionOptions;
  private final StreamServer streams;

  /// @param allocator under the root allocator of the queries' rows; not closed here
  FlightSqlCalls(
      Statements statements,
      SessionOptions sessionOptions,
      CatalogListing listing,
      Map<Integer, Object> facts,
      BufferAllocator allocator) {
    super(listing, facts, allocator);
    this.allocator = allocator;
    this.statements = statements;
    this.sessionOptions = sessionOptions;
    this.streams = new StreamServer(allocator, new NetworkMeter());
  }

  // SQL texts.

  /// The info of a query whose descriptor is its text.
  FlightInfo getFlightInfoText(String sql, CallContext context, FlightDescriptor descriptor) {
    return info(statements.plan(context, sql, List.of()), descriptor);
  }

  /// The columns of a query whose descriptor is its text.
  SchemaResult getSchemaText(String sql, CallContext context) {
    return new SchemaResult(statements.schema(context, sql));
  }

  // Statements.

  @Override
  public FlightInfo getFlightInfoStatement(
      FlightSql.CommandStatementQuery command, CallContext context, FlightDescriptor descriptor) {
    refuseTransaction(command.getTransactionId());
    return info(statements.plan(context, command.getQuery(), List.of()), descriptor);
  }

  @Override
  public SchemaResult getSchemaStatement(
      FlightSql.CommandStatementQuery command, CallContext context, FlightDescriptor descriptor) {
    refuseTransaction(command.getTransactionId());
    return new SchemaResult(statements.schema(context, command.getQuery()));
  }

  @Override
  public void getStreamStatement(
      FlightSql.TicketStatementQuery ticket, CallContext context, ServerStreamListener listener) {
    var handle = ticket.getStatementHandle();
    var execution = statements.redeem(handle);
    var session = statements.runSession(context, execution);
    var outgoing = new CompletableFuture<StreamServer.Outgoing>();
    var unwanted = streams.send(outgoing, listener);
    var runner =
        Thread.ofVirtual().name("statement").start(() -> run(session, handle, execution, outgoing));
    // EXPLAIN ANALYZE waits for its query, which has no reader that could hang up.
    var unused = unwanted.thenRun(runner::interrupt);
  }

  private void run(
      Session session,
      ByteString handle,
      Execution execution,
      CompletableFuture<StreamServer.Outgoing> outgoing) {
    try {
      var result = statements.run(session, execution);
      statements.started(handle, result);
      var rows = new ClosingStream(result, () -> statements.ended(handle));
      outgoing.complete(new StreamServer.Outgoing(rows, ArrowForm.CLIENT, execution.schema()));
    } catch (RuntimeException | Error failure) {
      outgoing.completeExceptionally(failure);
    }
  }

  @Override
  public Runnable acceptPutStatement(
      FlightSql.CommandStatementUpdate command,
      CallContext context,
      FlightStream stream,
      StreamListener<PutResult> acknowledgements) {
    return () -> {
      refuseTransaction(command.getTransactionId());
      update(context, statements.plan(context, command.getQuery(), List.of()), acknowledgements);
    };
  }

  // Prepared statements.

  @Override
  public void createPreparedStatement(
      FlightSql.ActionCreatePreparedStatementRequest request,
      CallContext context,
      StreamListener<Result> listener) {
    refuseTransaction(request.getTransactionId());
    var handle = statements.prepare(context, request.getQuery());
    var description = statements.prepared(handle).description();
    var columns = ClientColumns.ofResult(description.output());
    var answer =
        FlightSql.ActionCreatePreparedStatementResult.newBuilder()
            .setPreparedStatementHandle(handle)
            .setDatasetSchema(description.update() ? ByteString.EMPTY : message(columns))
            .setParameterSchema(message(ClientColumns.ofParameters(description.parameters())));
    listener.onNext(new Result(Any.pack(answer.build()).toByteArray()));
    listener.onCompleted();
  }

  @Override
  public void closePreparedStatement(
      FlightSql.ActionClosePreparedStatementRequest request,
      CallContext context,
      StreamListener<Result> listener) {
    statements.close(request.getPreparedStatementHandle());
    listener.onCompleted();
  }

  @Override
  public FlightInfo getFlightInfoPreparedStatement(
      FlightSql.CommandPreparedStatementQuery command,
      CallContext context,
      FlightDescriptor descriptor) {
    var prepared = statements.prepared(command.getPreparedStatementHandle());
    return info(statements.plan(context, prepared), descriptor);
  }

  @Override
  public SchemaResult getSchemaPreparedStatement(
      FlightSql.CommandPreparedStatementQuery command,
      CallContext context,
      FlightDescriptor descriptor) {
    var prepared = statements.prepared(command.getPreparedStatementHandle());
    return new SchemaResult(ClientColumns.ofResult(prepared.description().output()));
  }

  @Override
  public Runnable acceptPutPreparedStatementQuery(
      FlightSql.CommandPreparedStatementQuery command,
      CallContext context,
      FlightStream stream,
      StreamListener<PutResult> acknowledgements) {
    return () -> {
      var prepared = statements.prepared(command.getPreparedStatementHandle());
      prepared.bind(ParameterRow.read(stream));
      acknowledgements.onCompleted();
    };
  }

  @Override
  public Runnable acceptPutPreparedStatementUpdate(
      FlightSql.CommandPreparedStatementUpdate command,
      CallContext context,
      FlightStream stream,
      StreamListener<PutResult> acknowledgements) {
    return () -> {
      var prepared = statements.prepared(command.getPreparedStatementHandle());
      prepared.bind(ParameterRow.read(stream));
      update(context, statements.plan(context, prepared), acknowledgements);
    };
  }

  // Cancelling and sessions.

  @Override
  public void cancelFlightInfo(
      CancelFlightInfoRequest request, CallContext context, StreamListener<CancelStatus> listener) {
    boolean cancelled = false;
    for (var endpoint : request.getInfo().getEndpoints()) {
      cancelled |= statements.cancel(handle(endpoint.getTicket()));
    }
    listener.onNext(cancelled ? CancelStatus.CANCELLED : CancelStatus.NOT_CANCELLABLE);
    listener.onCompleted();
  }

  @Override
  public void setSessionOptions(
      SetSessionOptionsRequest request,
      CallContext context,
      StreamListener<SetSessionOptionsResult> listener) {
    listener.onNext(sessionOptions.set(context, request.getSessionOptions()));
    listener.onCompleted();
  }

  @Override
  public void getSessionOptions(
      GetSessionOptionsRequest request,
      CallContext context,
      StreamListener<GetSessionOptionsResult> listener) {
    listener.onNext(sessionOptions.get(context));
    listener.onCompleted();
  }

  @Override
  public void closeSession(
      CloseSessionRequest request,
      CallContext context,
      StreamListener<CloseSessionResult> listener) {
    listener.onNext(sessionOptions.close(context));
    listener.onCompleted();
  }

  /// Stops what is being sent.
  @Override
  public void close() {
    streams.close();
  }

  private FlightInfo info(Execution execution, FlightDescriptor descriptor) {
    var ticket =
        FlightSql.TicketStatementQuery.newBuilder()
            .setStatementHandle(statements.issue(execution))
            .build();
    var endpoint = new FlightEndpoint(new Ticket(Any.pack(ticket).toByteArray()));
    return FlightInfo.builder(execution.schema(), descriptor, List.of(endpoint))
        .setOrdered(execution.ordered())
        .build();
  }

  /// Runs a statement whose rows nobody wants; the answer is how many rows it wrote.
  private void update(
      CallContext context, Execution execution, StreamListener<PutResult> acknowledgements) {
    var session = statements.runSession(context, execution);
    long changed;
    try (StatementResult result = statements.run(session, execution);
        var rows = new WatchedRows(context, result)) {
      for (var batch = rows.next(); batch != null; batch = rows.next()) {
        batch.close();
      }
      changed = result.changedRows().orElse(0);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw QueryErrors.cancelled("the server's end");
    }
    var count =
        FlightSql.DoPutUpdateResult.newBuilder().setRecordCount(changed).build().toByteArray();
    try (var metadata = allocator.buffer(count.length)) {
      metadata.writeBytes(count);
      acknowledgements.onNext(PutResult.metadata(metadata));
    }
    acknowledgements.onCompleted();
  }

  private static ByteString handle(Ticket ticket) {
    try {
      var any = Any.parseFrom(ticket.getBytes());
      return any.is(FlightSql.TicketStatementQuery.class)
          ? any.unpack(FlightSql.TicketStatementQuery.class).getStatementHandle()
          : ByteString.EMPTY;
    } catch (InvalidProtocolBufferException e) {
      throw ClusterErrors.malformedMessage("ticket of this server", "the info's endpoint", e);
    }
  }

  /// A schema as an Arrow message; no bytes for no columns, which is how drivers know an update.
  private static ByteString message(Schema schema) {
    return schema.getFields().isEmpty()
        ? ByteString.EMPTY
        : ByteString.copyFrom(schema.serializeAsMessage());
  }

  private static void refuseTransaction(ByteString transaction) {
    if (!transaction.isEmpty()) {
      throw QueryErrors.notSupported("a transaction");
    }
  }
}
