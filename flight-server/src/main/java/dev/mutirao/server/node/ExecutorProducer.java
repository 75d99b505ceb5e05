package dev.mutirao.server.node;

import dev.mutirao.executor.plan.codec.PlanCodec;
import dev.mutirao.server.exchange.StreamServer;
import dev.mutirao.server.rpc.ExecutorCalls.ExchangeTicket;
import dev.mutirao.server.rpc.FlightErrors;
import dev.mutirao.server.rpc.ProcedureTable;
import org.apache.arrow.flight.Action;
import org.apache.arrow.flight.NoOpFlightProducer;
import org.apache.arrow.flight.Result;
import org.apache.arrow.flight.Ticket;

/// The Flight face of an executor: procedures and exchange streams.
final class ExecutorProducer extends NoOpFlightProducer {
  private final ProcedureTable procedures;
  private final HostedQueries queries;
  private final StreamServer exchange;

  ExecutorProducer(ProcedureTable procedures, HostedQueries queries, StreamServer exchange) {
    this.procedures = procedures;
    this.queries = queries;
    this.exchange = exchange;
  }

  @Override
  public void doAction(CallContext context, Action action, StreamListener<Result> listener) {
    procedures.answer(context, action, listener);
  }

  @Override
  public void getStream(CallContext context, Ticket ticket, ServerStreamListener listener) {
    try {
      var named = PlanCodec.decode(ExchangeTicket.class, ticket.getBytes());
      var unused =
          exchange.send(queries.queue(named).thenApply(StreamServer.Outgoing::of), listener);
    } catch (RuntimeException failure) {
      listener.error(FlightErrors.toFlight(failure));
    }
  }
}
