package dev.mutirao.server.flightsql;

import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.mutirao.connectors.error.QueryErrors;
import dev.mutirao.executor.function.FunctionRegistry;
import dev.mutirao.planner.Planner;
import dev.mutirao.planner.catalog.Catalog;
import dev.mutirao.server.query.QueryService;
import dev.mutirao.server.session.Sessions;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.arrow.flight.Action;
import org.apache.arrow.flight.ActionType;
import org.apache.arrow.flight.Criteria;
import org.apache.arrow.flight.FlightDescriptor;
import org.apache.arrow.flight.FlightInfo;
import org.apache.arrow.flight.FlightProducer;
import org.apache.arrow.flight.FlightStream;
import org.apache.arrow.flight.PollInfo;
import org.apache.arrow.flight.PutResult;
import org.apache.arrow.flight.Result;
import org.apache.arrow.flight.SchemaResult;
import org.apache.arrow.flight.Ticket;
import org.apache.arrow.memory.BufferAllocator;

/// Serves Flight SQL, and plain Flight whose descriptors are SQL texts. Every error is one of the
/// catalogue.
public final class FlightSqlService implements FlightProducer, AutoCloseable {
  private static final String COMMANDS = "type.googleapis.com/arrow.flight.protocol.sql.";
  private static final int SESSIONS = 10_000;

  private final FlightSqlCalls calls;

  /// @param allocator under the root allocator of the queries' rows; not closed here
  public FlightSqlService(
      Planner planner,
      Catalog catalog,
      FunctionRegistry functions,
      QueryService queries,
      BufferAllocator allocator) {
    var sessions = new Sessions(SESSIONS);
    this.calls =
        new FlightSqlCalls(
            new Statements(planner, queries, allocator, sessions),
            new SessionOptions(planner, sessions),
            new CatalogListing(catalog, planner),
            ServerFacts.all(functions),
            allocator);
  }

  @Override
  public FlightInfo getFlightInfo(CallContext context, FlightDescriptor descriptor) {
    try {
      return command(descriptor).isPresent()
          ? calls.getFlightInfo(context, descriptor)
          : calls.getFlightInfoText(text(descriptor), context, descriptor);
    } catch (RuntimeException failure) {
      throw CallErrors.ofCall(name(descriptor), failure);
    }
  }

  @Override
  public PollInfo pollFlightInfo(CallContext context, FlightDescriptor descriptor) {
    return new PollInfo(getFlightInfo(context, descriptor), null, 1.0, null);
  }

  @Override
  public SchemaResult getSchema(CallContext context, FlightDescriptor descriptor) {
    try {
      return command(descriptor).isPresent()
          ? calls.getSchema(context, descriptor)
          : calls.getSchemaText(text(descriptor), context);
    } catch (RuntimeException failure) {
      throw CallErrors.ofCall(name(descriptor), failure);
    }
  }

  @Override
  public void getStream(CallContext context, Ticket ticket, ServerStreamListener listener) {
    try {
      Any.parseFrom(ticket.getBytes());
      calls.getStream(context, ticket, listener);
    } catch (InvalidProtocolBufferException | RuntimeException failure) {
      listener.error(CallErrors.ofCall("a ticket", failure));
    }
  }

  @Override
  public Runnable acceptPut(
      CallContext context, FlightStream stream, StreamListener<PutResult> acknowledgements) {
    var descriptor = stream.getDescriptor();
    try {
      var command = command(descriptor).orElseThrow(() -> QueryErrors.notSupported("writing rows"));
      var listener = CallErrors.translating(command, acknowledgements);
      var work = calls.acceptPut(context, stream, listener);
      return () -> {
        try {
          work.run();
        } catch (RuntimeException failure) {
          listener.onError(failure);
        }
      };
    } catch (RuntimeException failure) {
      throw CallErrors.ofCall(name(descriptor), failure);
    }
  }

  @Override
  public void doAction(CallContext context, Action action, StreamListener<Result> listener) {
    var answers = CallErrors.translating("the action " + action.getType(), listener);
    try {
      calls.doAction(context, action, answers);
    } catch (RuntimeException failure) {
      answers.onError(failure);
    }
  }

  @Override
  public void listFlights(
      CallContext context, Criteria criteria, StreamListener<FlightInfo> listener) {
    calls.listFlights(context, criteria, CallErrors.translating("listing flights", listener));
  }

  @Override
  public void listActions(CallContext context, StreamListener<ActionType> listener) {
    calls.listActions(context, listener);
  }

  /// Stops what is being sent.
  @Override
  public void close() {
    calls.close();
  }

  private static String name(FlightDescriptor descriptor) {
    return descriptor.isCommand()
        ? command(descriptor).orElse("a SQL text")
        : "a descriptor with a path";
  }

  /// The name of the Flight SQL command in the descriptor; empty when it holds a SQL text.
  private static Optional<String> command(FlightDescriptor descriptor) {
    if (!descriptor.isCommand()) {
      throw QueryErrors.notSupported("a descriptor with a path instead of a command");
    }
    try {
      var type = Any.parseFrom(descriptor.getCommand()).getTypeUrl();
      return type.startsWith(COMMANDS)
          ? Optional.of(type.substring(COMMANDS.length()))
          : Optional.empty();
    } catch (InvalidProtocolBufferException notProtobuf) {
      return Optional.empty();
    }
  }

  private static String text(FlightDescriptor descriptor) {
    return new String(descriptor.getCommand(), StandardCharsets.UTF_8);
  }
}
