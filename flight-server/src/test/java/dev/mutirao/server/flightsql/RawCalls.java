package dev.mutirao.server.flightsql;

import com.google.protobuf.Any;
import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import org.apache.arrow.flight.Action;
import org.apache.arrow.flight.FlightClient;
import org.apache.arrow.flight.FlightDescriptor;
import org.apache.arrow.flight.FlightInfo;
import org.apache.arrow.flight.sql.impl.FlightSql.ActionClosePreparedStatementRequest;
import org.apache.arrow.flight.sql.impl.FlightSql.ActionCreatePreparedStatementRequest;
import org.apache.arrow.flight.sql.impl.FlightSql.ActionCreatePreparedStatementResult;
import org.apache.arrow.flight.sql.impl.FlightSql.CommandPreparedStatementQuery;

/// Flight SQL spoken by hand, for what the client library does not let through.
final class RawCalls {
  private RawCalls() {}

  static FlightDescriptor command(Message command) {
    return FlightDescriptor.command(Any.pack(command).toByteArray());
  }

  static ByteString prepare(FlightClient client, String sql) {
    var request = ActionCreatePreparedStatementRequest.newBuilder().setQuery(sql).build();
    var results = client.doAction(action("CreatePreparedStatement", request));
    try {
      return Any.parseFrom(results.next().getBody())
          .unpack(ActionCreatePreparedStatementResult.class)
          .getPreparedStatementHandle();
    } catch (InvalidProtocolBufferException failure) {
      throw new IllegalStateException(failure);
    }
  }

  static FlightInfo info(FlightClient client, ByteString handle) {
    return client.getInfo(
        command(
            CommandPreparedStatementQuery.newBuilder().setPreparedStatementHandle(handle).build()));
  }

  static void close(FlightClient client, ByteString handle) {
    var request =
        ActionClosePreparedStatementRequest.newBuilder().setPreparedStatementHandle(handle).build();
    client.doAction(action("ClosePreparedStatement", request)).forEachRemaining(result -> {});
  }

  private static Action action(String type, Message request) {
    return new Action(type, Any.pack(request).toByteArray());
  }
}
