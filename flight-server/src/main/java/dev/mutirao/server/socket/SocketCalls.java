package dev.mutirao.server.socket;

import dev.mutirao.connectors.error.ClusterErrors;
import dev.mutirao.connectors.error.ErrorCode;
import dev.mutirao.connectors.error.MutiraoException;
import dev.mutirao.executor.plan.codec.PlanCodec;
import dev.mutirao.server.rpc.Connections;
import dev.mutirao.server.rpc.Procedure;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;

/// Calls procedures of other processes: on sockets, and by Flight where those are not reached.
/// Thread-safe.
///
/// A call by Flight takes some 1 to 2 ms of processor time of both ends together while the code of
/// gRPC is not compiled to the end, and that is some thousand calls.
public final class SocketCalls {
  private final Sockets sockets;
  private final Connections connections;

  public SocketCalls(Sockets sockets, Connections connections) {
    this.sockets = sockets;
    this.connections = connections;
  }

  /// As `call`, for what may be asked twice: by Flight where a socket breaks, as it does when there
  /// is no heap to read from it.
  public <Q, A> A callAgain(
      String address, Procedure<Q, A> procedure, Q question, Duration patience) {
    try {
      return call(address, procedure, question, patience);
    } catch (MutiraoException failure) {
      if (failure.code() != ErrorCode.SERVER_UNREACHABLE) {
        throw failure;
      }
      return connections.call(address, procedure, question, patience);
    }
  }

  /// Asks the process with this Flight address and waits for its answer.
  ///
  /// @throws dev.mutirao.connectors.error.MutiraoException what the other process threw, or that it
  ///   does not answer
  public <Q, A> A call(String address, Procedure<Q, A> procedure, Q question, Duration patience) {
    var lease = sockets.lease(address);
    if (lease == null) {
      return connections.call(address, procedure, question, patience);
    }
    boolean healthy = false;
    try {
      lease.call(procedure.name(), PlanCodec.encode(procedure.question(), question));
      byte[] answer = lease.answer(patience);
      healthy = true;
      return PlanCodec.decode(procedure.answer(), answer);
    } catch (MutiraoException its) {
      healthy = true;
      throw its;
    } catch (SocketTimeoutException late) {
      throw ClusterErrors.unreachable(address, "it took too long to answer");
    } catch (IOException broken) {
      throw ClusterErrors.unreachable(address, "its connection broke");
    } finally {
      lease.giveBack(healthy);
    }
  }
}
