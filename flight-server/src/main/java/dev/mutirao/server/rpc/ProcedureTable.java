package dev.mutirao.server.rpc;

import dev.mutirao.connectors.error.ClusterErrors;
import dev.mutirao.executor.memory.MemoryReport;
import dev.mutirao.executor.plan.codec.PlanCodec;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.apache.arrow.flight.Action;
import org.apache.arrow.flight.FlightProducer.CallContext;
import org.apache.arrow.flight.FlightProducer.StreamListener;
import org.apache.arrow.flight.Result;

/// The procedures that a process answers. Filled before it serves, and not changed after.
public final class ProcedureTable {
  private final Map<String, BiFunction<byte[], BooleanSupplier, byte[]>> answers = new HashMap<>();

  /// Answers a procedure; `answer` may wait, for it runs on a thread of its own.
  public <Q, A> ProcedureTable on(Procedure<Q, A> procedure, Function<Q, A> answer) {
    return onLong(procedure, (question, hungUp) -> answer.apply(question));
  }

  /// Answers a procedure that takes long; `answer` is told how to find out that the caller has hung
  /// up or is dead.
  public <Q, A> ProcedureTable onLong(
      Procedure<Q, A> procedure, BiFunction<Q, BooleanSupplier, A> answer) {
    answers.put(
        procedure.name(),
        (bytes, hungUp) -> {
          var question = PlanCodec.decode(procedure.question(), bytes);
          return PlanCodec.encode(procedure.answer(), answer.apply(question, hungUp));
        });
    return this;
  }

  /// Answers one call of a process of the cluster that waits for it.
  ///
  /// @throws dev.mutirao.connectors.error.MutiraoException PROTOCOL_ERROR when there is no such
  ///   procedure, or what it throws
  public byte[] answer(String procedure, byte[] question) {
    return answer(procedure, question, () -> false);
  }

  /// Answers one call by Flight, from processes of the cluster only.
  public void answer(CallContext context, Action action, StreamListener<Result> listener) {
    try {
      if (!Caller.of(context).isProcess()) {
        throw ClusterErrors.unauthenticated(
            "only processes of the cluster may call " + action.getType());
      }
      var answer = answer(action.getType(), action.getBody(), context::isCancelled);
      listener.onNext(new Result(answer));
      listener.onCompleted();
    } catch (OutOfMemoryError noHeap) {
      listener.onError(FlightErrors.toFlight(MemoryReport.ranOut(action.getType(), noHeap)));
    } catch (RuntimeException | Error failure) { // without an answer we would be taken for dead
      listener.onError(FlightErrors.toFlight(failure));
    }
  }

  private byte[] answer(String procedure, byte[] question, BooleanSupplier hungUp) {
    var answer = answers.get(procedure);
    if (answer == null) {
      throw ClusterErrors.malformedMessage("known procedure", procedure, null);
    }
    return answer.apply(question, hungUp);
  }
}
