package dev.mutirao.server.scheduler;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mutirao.connectors.error.ErrorCode;
import dev.mutirao.connectors.error.MutiraoException;
import dev.mutirao.connectors.source.ScanRequest;
import dev.mutirao.connectors.source.Split;
import dev.mutirao.connectors.source.TableHandle;
import dev.mutirao.connectors.type.Field;
import dev.mutirao.connectors.type.Schema;
import dev.mutirao.connectors.type.Type;
import dev.mutirao.executor.plan.Partitioning;
import dev.mutirao.executor.plan.Placement;
import dev.mutirao.executor.plan.PlanFragment;
import dev.mutirao.executor.plan.PlanNode;
import dev.mutirao.executor.plan.QueryId;
import dev.mutirao.executor.plan.QueryPlan;
import dev.mutirao.executor.plan.TaskId;
import dev.mutirao.server.query.QueryState;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class SchedulerTest {
  private static final Schema SCHEMA = Schema.of(Field.of("x", Type.Simple.BIGINT));
  private static final QueryId QUERY = QueryId.random();
  private static final int SCAN = 7;

  private final Scheduler scheduler = new Scheduler(2);
  private long now;

  @Test
  void everyTaskIsLaunchedAtOnceWithTheAddressesOfItsProducers() {
    join("a", "b", "c");
    var launches = commands(Command.Launch.class, submit(QUERY));
    assertEquals(3, launches.size());
    var root =
        launches.stream()
            .flatMap(launch -> launch.tasks().stream())
            .filter(task -> task.task().fragment() == 0)
            .toList();
    assertEquals(1, root.size());
    assertEquals(
        List.of("grpc://a:1", "grpc://b:1", "grpc://c:1"),
        root.getFirst().producers().get(1).stream().map(task -> task.executor()).toList());
    launches.forEach(launch ->
        assertTrue(launch.tasks().stream().anyMatch(task -> task.task().fragment() == 1)));
  }

  @Test
  void queryEndsWhenItsRowsAreTakenAndItsTasksReleased() {
    join("a", "b");
    submit(QUERY);
    tell(new Event.TasksLaunched(QUERY, "a"));
    tell(new Event.TasksLaunched(QUERY, "b"));
    assertEquals(Optional.of(QueryState.RUNNING), scheduler.state(QUERY));
    assertEquals(2, commands(Command.Release.class, tell(new Event.ResultsDrained(QUERY))).size());
    assertEquals(List.of(), tell(new Event.TasksReleased(QUERY, "a")));
    assertEquals(QueryState.FINISHED, end(tell(new Event.TasksReleased(QUERY, "b"))).state());
    assertEquals(Optional.empty(), scheduler.state(QUERY));
  }

  @Test
  void onlyTheFirstFailureCounts() {
    join("a", "b");
    submit(QUERY);
    var first = new Failure(ErrorCode.DIVISION_BY_ZERO, "division by zero: 1 / 0");
    var commands = tell(new Event.TaskFailed(task(1, 0), first));
    assertEquals(first, commands(Command.FailResults.class, commands).getFirst().failure());
    assertEquals(2, commands(Command.Release.class, commands).size());
    var later = new Failure(ErrorCode.CANCELLED, "the query was cancelled");
    assertEquals(List.of(), tell(new Event.TaskFailed(task(0, 0), later)));
    tell(new Event.TasksReleased(QUERY, "a"));
    var end = end(tell(new Event.TasksReleased(QUERY, "b")));
    assertEquals(QueryState.FAILED, end.state());
    assertEquals(Optional.of(first), end.failure());
  }

  @Test
  void lostExecutorFailsItsQueriesByNameAndTheNextQueryRunsOnTheRest() {
    join("a", "b");
    submit(QUERY);
    now += Scheduler.SILENCE_MILLIS / 2;
    tell(new Event.ExecutorAlive("a"));
    now += Scheduler.SILENCE_MILLIS / 2 + 1;
    var commands = tell(new Event.Tick());
    var failure = commands(Command.FailResults.class, commands).getFirst().failure();
    assertEquals(ErrorCode.EXECUTOR_LOST, failure.code());
    assertTrue(failure.message().contains("executor b at grpc://b:1"), failure.message());
    assertEquals("a", commands(Command.Release.class, commands).getFirst().executor().id());
    assertEquals(QueryState.FAILED, end(tell(new Event.TasksReleased(QUERY, "a"))).state());
    var next = commands(Command.Launch.class, submit(QueryId.random()));
    assertEquals(List.of("a"), next.stream().map(launch -> launch.executor().id()).toList());
  }

  @Test
  void brokenStreamNamesTheExecutorAndKeepsItFromTheNextQueryUntilItShowsLife() {
    join("a", "b");
    submit(QUERY);
    var broken =
        new Failure(ErrorCode.EXECUTOR_LOST, "lost executor grpc://b:1 (its stream broke)");
    var commands = tell(new Event.TaskFailed(task(0, 0), broken));
    var failure = commands(Command.FailResults.class, commands).getFirst().failure();
    assertTrue(failure.message().contains("executor b at"), failure.message());
    assertEquals(1, scheduler.available().size());
    tell(new Event.ExecutorAlive("b"));
    assertEquals(2, scheduler.available().size());
  }

  @Test
  void refusedLaunchFailsTheQuery() {
    join("a");
    submit(QUERY);
    var refusal = new Failure(ErrorCode.OUT_OF_MEMORY, "no memory");
    tell(new Event.LaunchFailed(QUERY, "a", refusal));
    assertEquals(Optional.of(refusal), end(tell(new Event.TasksReleased(QUERY, "a"))).failure());
  }

  @Test
  void deadlineFailsTheQuery() {
    join("a");
    tell(new Event.QuerySubmitted(QUERY, plan(), Map.of(), OptionalLong.of(1_000)));
    now = 999;
    assertEquals(List.of(), tell(new Event.Tick()));
    now = 1_000;
    var commands = tell(new Event.Tick());
    assertEquals(
        ErrorCode.STATEMENT_TIMEOUT,
        commands(Command.FailResults.class, commands).getFirst().failure().code());
  }

  @Test
  void cancelledQueryEndsAsCancelled() {
    join("a");
    submit(QUERY);
    var reason = new Failure(ErrorCode.CANCELLED, "the query was cancelled by a user");
    tell(new Event.CancelRequested(QUERY, reason));
    assertEquals(QueryState.CANCELLED, end(tell(new Event.TasksReleased(QUERY, "a"))).state());
  }

  @Test
  void queriesBeyondTheLimitAreRefused() {
    join("a");
    submit(QUERY);
    submit(QueryId.random());
    var refusal = assertThrows(MutiraoException.class, () -> submit(QueryId.random()));
    assertEquals(ErrorCode.TOO_MANY_QUERIES, refusal.code());
  }

  @Test
  void clusterWithoutExecutorsRefusesQueries() {
    var refusal = assertThrows(MutiraoException.class, () -> submit(QUERY));
    assertEquals(ErrorCode.NO_EXECUTORS, refusal.code());
    join("a");
    tell(new Event.ExecutorDraining("a"));
    assertThrows(MutiraoException.class, () -> submit(QUERY));
  }

  @Test
  void fasterExecutorGetsMoreSplits() {
    join("a", "b");
    submit(QUERY);
    ask(0, 1, 4);
    ask(1, 2, 4);
    tell(new Event.SplitsListed(QUERY, SCAN, splits(100)));
    int given = 0;
    for (long request = 3; given < 80; request++) {
      given +=
          commands(Command.GiveSplits.class, ask(0, request, 4))
              .getFirst()
              .portion()
              .splits()
              .size();
    }
    var splits = scheduler.splits(QUERY);
    assertTrue(splits.get(task(1, 0)) > 80, splits.toString());
    assertTrue(splits.get(task(1, 1)) <= 4, splits.toString());
  }

  @Test
  void splitIsKeptForTheExecutorThatHasNotAskedYet() {
    join("a", "b");
    submit(QUERY);
    ask(0, 1, 4);
    tell(new Event.SplitsListed(QUERY, SCAN, splits(2)));
    assertEquals(List.of(), ask(0, 2, 4));
    var answers = commands(Command.GiveSplits.class, ask(1, 3, 4));
    assertEquals(
        1,
        answers.stream().filter(a -> a.request() == 3 && a.portion().splits().size() == 1).count());
    assertEquals(
        1,
        answers.stream().filter(a -> a.request() == 2 && a.portion().splits().isEmpty()).count());
  }

  @Test
  void splitsAreKeptOnlyFromTasksThatScan() {
    join("a", "b");
    submit(QUERY);
    ask(0, 1, 4);
    tell(new Event.TaskFinished(task(0, 0)));
    tell(new Event.TaskFinished(task(1, 1)));
    tell(new Event.SplitsListed(QUERY, SCAN, splits(2)));
    var answer = commands(Command.GiveSplits.class, ask(0, 2, 4)).getFirst();
    assertTrue(answer.portion().last(), answer.toString());
    assertEquals(2, scheduler.splits(QUERY).get(task(1, 0)));
  }

  @Test
  void splitIsNotKeptForEver() {
    join("a", "b");
    submit(QUERY);
    ask(0, 1, 4);
    tell(new Event.SplitsListed(QUERY, SCAN, splits(2)));
    assertEquals(List.of(), ask(0, 2, 4));
    now += SplitPool.PATIENCE_MILLIS;
    var answers = commands(Command.GiveSplits.class, tell(new Event.Tick()));
    assertEquals(1, answers.getFirst().portion().splits().size());
  }

  @Test
  void failureAnswersWhoWaitsForSplits() {
    join("a");
    submit(QUERY);
    ask(0, 1, 4);
    var problem = new Failure(ErrorCode.FILE_NOT_FOUND, "no such file: x");
    var commands = tell(new Event.SplitsFailed(QUERY, SCAN, problem));
    assertEquals(problem, commands(Command.RefuseSplits.class, commands).getFirst().failure());
    assertEquals(1, commands(Command.RefuseSplits.class, ask(0, 2, 4)).size());
  }

  @Test
  void anyOrderOfEventsGivesEverySplitOnceAndEndsEveryQueryOnce() {
    for (long seed = 0; seed < 300; seed++) {
      new RandomLife(seed).run();
    }
  }

  /// A query whose executors answer in random order, and sometimes die.
  private static final class RandomLife {
    private final Random random;
    private final Scheduler scheduler = new Scheduler(10);
    private final List<Event> pending = new ArrayList<>();
    private final List<Split> given = new ArrayList<>();
    private final List<Split> splits = splits(40);
    private long requests;
    private int ends;
    private boolean failed;

    RandomLife(long seed) {
      random = new Random(seed);
    }

    void run() {
      for (var name : List.of("a", "b", "c")) {
        scheduler.apply(new Event.ExecutorJoined(executor(name)), 0);
      }
      pending.add(new Event.QuerySubmitted(QUERY, plan(), Map.of(), OptionalLong.empty()));
      for (long now = 0; !pending.isEmpty() || scheduler.state(QUERY).isPresent(); now += 10) {
        assertTrue(now < 100_000, "the query never ends");
        List.of("a", "b", "c").forEach(this::alive);
        var event =
            pending.isEmpty() ? new Event.Tick() : pending.remove(random.nextInt(pending.size()));
        scheduler.apply(event, now).forEach(this::obey);
        if (random.nextInt(200) == 0) {
          failed = true;
          scheduler.apply(new Event.ExecutorGone("b", "killed"), now).forEach(this::obey);
        }
      }
      assertEquals(1, ends);
      assertEquals(given.size(), given.stream().distinct().count());
      assertTrue(failed || given.size() == splits.size(), given.size() + " splits were given");
    }

    private void alive(String executor) {
      scheduler.apply(new Event.ExecutorAlive(executor), 0);
    }

    private void obey(Command command) {
      switch (command) {
        case Command.Launch launch -> {
          pending.add(new Event.TasksLaunched(QUERY, launch.executor().id()));
          launch.tasks().stream()
              .filter(task -> task.task().fragment() == 1)
              .forEach(task -> ask(task.task()));
        }
        case Command.ListSplits list ->
            pending.add(new Event.SplitsListed(QUERY, list.scan(), splits));
        case Command.GiveSplits(var request, var portion) -> {
          given.addAll(portion.splits());
          if (given.size() == splits.size()) {
            pending.add(new Event.ResultsDrained(QUERY));
          } else if (!portion.last()) {
            ask(new TaskId(QUERY, 1, (int) (request % 3), 0));
          }
        }
        case Command.Release release ->
            pending.add(new Event.TasksReleased(QUERY, release.executor().id()));
        case Command.EndQuery end -> ends++;
        case Command.RefuseSplits r -> {}
        case Command.FailResults r -> {}
        case Command.OpenResults r -> {}
        case Command.DropExecutor r -> {}
      }
    }

    private void ask(TaskId task) {
      requests += 3;
      pending.add(new Event.SplitsWanted(task, SCAN, 2, requests + task.index()));
    }
  }

  private void join(String... names) {
    for (var name : names) {
      tell(new Event.ExecutorJoined(executor(name)));
    }
    assertFalse(scheduler.available().isEmpty());
  }

  private List<Command> submit(QueryId query) {
    return tell(new Event.QuerySubmitted(query, plan(), Map.of(), OptionalLong.empty()));
  }

  private List<Command> ask(int executor, long request, int count) {
    return tell(new Event.SplitsWanted(task(1, executor), SCAN, count, request));
  }

  private List<Command> tell(Event event) {
    return scheduler.apply(event, now);
  }

  private static <T> List<T> commands(Class<T> type, List<Command> commands) {
    return commands.stream().filter(type::isInstance).map(type::cast).toList();
  }

  private static Command.EndQuery end(List<Command> commands) {
    return commands(Command.EndQuery.class, commands).getFirst();
  }

  private static TaskId task(int fragment, int index) {
    return new TaskId(QUERY, fragment, index, 0);
  }

  private static ExecutorInfo executor(String name) {
    return new ExecutorInfo(name, "executor " + name, "grpc://" + name + ":1", 2, 1 << 20, "1");
  }

  private static List<Split> splits(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> new Split("/data/" + i, 0, 1, 1, 0, 1, Map.of()))
        .toList();
  }

  private static QueryPlan plan() {
    var table = new TableHandle("csv", "/data", SCHEMA, Map.of());
    var request = new ScanRequest(List.of(0), List.of(), OptionalLong.empty());
    var scan = new PlanNode.Scan(SCAN, table, request, Optional.empty());
    return new QueryPlan(
        List.of(
            new PlanFragment(
                0,
                new PlanNode.RemoteSource(1, SCHEMA, List.of()),
                new Partitioning.Single(),
                Placement.ONE_EXECUTOR),
            new PlanFragment(1, scan, new Partitioning.Single(), Placement.EVERY_EXECUTOR)),
        false);
  }
}
