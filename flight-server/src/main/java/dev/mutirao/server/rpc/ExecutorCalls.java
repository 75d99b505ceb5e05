package dev.mutirao.server.rpc;

import dev.mutirao.executor.plan.QueryId;
import dev.mutirao.executor.plan.TaskId;
import dev.mutirao.executor.task.TaskProfile;
import dev.mutirao.executor.task.TaskSpecification;
import dev.mutirao.server.scheduler.Failure;
import java.util.List;

/// What the coordinator asks executors, and the ticket of the streams between executors.
public final class ExecutorCalls {
  public static final Procedure<Tasks, Procedure.Done> LAUNCH =
      new Procedure<>("mutirao.launch", Tasks.class, Procedure.Done.class);
  public static final Procedure<QueryEnd, Profiles> RELEASE =
      new Procedure<>("mutirao.release", QueryEnd.class, Profiles.class);
  public static final Procedure<Procedure.Done, Procedure.Done> PING =
      new Procedure<>("mutirao.ping", Procedure.Done.class, Procedure.Done.class);

  private ExecutorCalls() {}

  /// The tasks of one query that this executor runs; those that are read come after those that read
  /// them.
  ///
  /// @param functionJars hashes of the jars that functions of users are of now; others may be
  ///   forgotten
  public record Tasks(QueryId query, List<TaskSpecification> tasks, List<String> functionJars) {
    public Tasks {
      tasks = List.copyOf(tasks);
      functionJars = List.copyOf(functionJars);
    }
  }

  /// Stop the tasks of a query and forget them.
  public record QueryEnd(QueryId query, Failure reason) {}

  /// What the tasks of a query did in the end.
  public record Profiles(List<TaskProfile> tasks) {
    public Profiles {
      tasks = List.copyOf(tasks);
    }
  }

  /// Names one stream: queue `consumer` of a task's output.
  public record ExchangeTicket(TaskId task, int consumer) {}
}
