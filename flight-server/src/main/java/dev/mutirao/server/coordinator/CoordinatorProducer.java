package dev.mutirao.server.coordinator;

import dev.mutirao.server.rpc.Procedure;
import dev.mutirao.server.rpc.ProcedureTable;
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

/// The Flight face of a coordinator: the cluster's procedures here, everything else by the producer
/// that serves clients.
final class CoordinatorProducer implements FlightProducer {
  private final ProcedureTable procedures;
  private final FlightProducer clients;

  CoordinatorProducer(ProcedureTable procedures, FlightProducer clients) {
    this.procedures = procedures;
    this.clients = clients;
  }

  @Override
  public void doAction(CallContext context, Action action, StreamListener<Result> listener) {
    if (action.getType().startsWith(Procedure.PREFIX)) {
      procedures.answer(context, action, listener);
    } else {
      clients.doAction(context, action, listener);
    }
  }

  @Override
  public void getStream(CallContext context, Ticket ticket, ServerStreamListener listener) {
    clients.getStream(context, ticket, listener);
  }

  @Override
  public void listFlights(
      CallContext context, Criteria criteria, StreamListener<FlightInfo> listener) {
    clients.listFlights(context, criteria, listener);
  }

  @Override
  public FlightInfo getFlightInfo(CallContext context, FlightDescriptor descriptor) {
    return clients.getFlightInfo(context, descriptor);
  }

  @Override
  public PollInfo pollFlightInfo(CallContext context, FlightDescriptor descriptor) {
    return clients.pollFlightInfo(context, descriptor);
  }

  @Override
  public SchemaResult getSchema(CallContext context, FlightDescriptor descriptor) {
    return clients.getSchema(context, descriptor);
  }

  @Override
  public Runnable acceptPut(
      CallContext context, FlightStream stream, StreamListener<PutResult> listener) {
    return clients.acceptPut(context, stream, listener);
  }

  @Override
  public void doExchange(CallContext context, FlightStream reader, ServerStreamListener writer) {
    clients.doExchange(context, reader, writer);
  }

  @Override
  public void listActions(CallContext context, StreamListener<ActionType> listener) {
    clients.listActions(context, listener);
  }
}
