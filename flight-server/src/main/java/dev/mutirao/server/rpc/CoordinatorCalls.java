package dev.mutirao.server.rpc;

import dev.mutirao.executor.plan.TaskId;
import dev.mutirao.executor.task.SplitPortion;
import dev.mutirao.executor.task.TaskProfile;
import dev.mutirao.executor.userfunction.JarContent;
import dev.mutirao.server.scheduler.ExecutorInfo;
import dev.mutirao.server.scheduler.Failure;
import java.util.List;
import java.util.Optional;

/// What executors ask the coordinator.
public final class CoordinatorCalls {
  public static final Procedure<ExecutorInfo, Welcome> JOIN =
      new Procedure<>("mutirao.join", ExecutorInfo.class, Welcome.class);

  /// Lasts as long as the executor: when its connection breaks, the coordinator knows at once.
  public static final Procedure<Attendance, Procedure.Done> ATTEND =
      new Procedure<>("mutirao.attend", Attendance.class, Procedure.Done.class);

  public static final Procedure<Heartbeat, Pulse> HEARTBEAT =
      new Procedure<>("mutirao.heartbeat", Heartbeat.class, Pulse.class);
  public static final Procedure<Leaving, Procedure.Done> LEAVE =
      new Procedure<>("mutirao.leave", Leaving.class, Procedure.Done.class);
  public static final Procedure<SplitQuestion, SplitPortion> SPLITS =
      new Procedure<>("mutirao.splits", SplitQuestion.class, SplitPortion.class);
  public static final Procedure<TaskEnd, Procedure.Done> TASK_ENDED =
      new Procedure<>("mutirao.task-ended", TaskEnd.class, Procedure.Done.class);
  public static final Procedure<JarQuestion, JarContent> FUNCTION_JAR =
      new Procedure<>("mutirao.function-jar", JarQuestion.class, JarContent.class);

  private CoordinatorCalls() {}

  /// The coordinator's answer to an executor that introduces itself.
  ///
  /// @param coordinator names this run of the coordinator, globally unique
  public record Welcome(String coordinator) {}

  public record Attendance(String executor) {}

  /// A sign of life.
  ///
  /// @param draining whether the executor takes no new tasks
  /// @param tasks what its running tasks have done so far
  public record Heartbeat(
      String executor, boolean draining, NodeFigures figures, List<TaskProfile> tasks) {
    public Heartbeat {
      tasks = List.copyOf(tasks);
    }
  }

  /// What a process uses.
  ///
  /// @param cpu share of the machine's processors that the process uses, 0 to 1
  /// @param heap bytes of Java heap in use
  /// @param memory bytes that queries hold
  /// @param memoryLimit bytes that queries may hold
  /// @param sent bytes of batches sent to other processes since the start
  /// @param received bytes of batches received from other processes since the start
  /// @param queries queries that have tasks here
  public record NodeFigures(
      double cpu,
      long heap,
      long memory,
      long memoryLimit,
      long sent,
      long received,
      int queries) {}

  /// The answer to a heartbeat.
  ///
  /// @param coordinator as in {@link Welcome}
  /// @param known false when the executor must introduce itself again
  public record Pulse(String coordinator, boolean known) {}

  /// A goodbye.
  public record Leaving(String executor, String why) {}

  /// Asks for a jar of functions.
  public record JarQuestion(String hash) {}

  public record SplitQuestion(TaskId task, int scan, int count) {}

  /// How a task ended, and what it did.
  public record TaskEnd(Optional<Failure> failure, TaskProfile profile) {}
}
