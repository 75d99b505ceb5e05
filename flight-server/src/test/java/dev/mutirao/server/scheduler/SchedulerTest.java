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
import dev.mutirao.executor.task.SplitPortion;
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
  void executorThatJoinsAgainHasStoppedItsQueries() {
    join("a", "b");
    submit(QUERY);
    var commands = tell(new Event.ExecutorJoined(executor("b")));
    var failure = commands(Command.FailResults.class, commands).getFirst().failure();
    assertEquals(ErrorCode.EXECUTOR_LOST, failure.code());
    assertEquals("a", commands(Command.Release.class, commands).getFirst().executor().id());
    assertEquals(2, scheduler.available().size());
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
  void tasksAreLaunchedWithTheirFirstSplits() {
    join("a", "b");
    var begun = plan(QUERY);
    assertEquals(1, begun.size());
    assertEquals(SCAN, commands(Command.ListSplits.class, begun).getFirst().scan());
    var launches = commands(Command.Launch.class, list(QUERY, 80));
    assertEquals(List.of(28, 28), launches.stream().map(SchedulerTest::firstSplits).toList());
    assertEquals(Map.of(task(1, 0), 28L, task(1, 1), 28L, task(0, 0), 0L), splitsGiven());
  }

  @Test
  void fewSplitsGoToOneTaskEach() {
    join("a", "b", "c");
    plan(QUERY);
    var launches = commands(Command.Launch.class, list(QUERY, 2));
    assertEquals(List.of(1, 1, 0), launches.stream().map(SchedulerTest::firstSplits).toList());
    var answer = commands(Command.GiveSplits.class, ask(2, 1, 4)).getFirst();
    assertEquals(SplitPortion.END, answer.portion());
  }

  @Test
  void fasterExecutorGetsMoreSplits() {
    join("a", "b");
    submit(QUERY);
    boolean last = false;
    for (long request = 1; !last; request++) {
      last = commands(Command.GiveSplits.class, ask(0, request, 4)).getFirst().portion().last();
    }
    assertEquals(Map.of(task(1, 0), 52L, task(1, 1), 28L, task(0, 0), 0L), splitsGiven());
  }

  @Test
  void failedListingEndsTheQueryBeforeItsLaunch() {
    join("a");
    plan(QUERY);
    var problem = new Failure(ErrorCode.FILE_NOT_FOUND, "no such file: x");
    var commands = tell(new Event.SplitsFailed(QUERY, SCAN, problem));
    assertEquals(problem, commands(Command.FailResults.class, commands).getFirst().failure());
    assertEquals(Optional.of(problem), end(commands).failure());
    assertEquals(List.of(), list(QUERY, 3));
    assertEquals(1, commands(Command.RefuseSplits.class, ask(0, 2, 4)).size());
  }

  @Test
  void executorThatIsLostDuringTheListingFailsTheQuery() {
    join("a", "b");
    plan(QUERY);
    var commands = tell(new Event.ExecutorGone("b", "killed"));
    assertEquals(ErrorCode.EXECUTOR_LOST, end(commands).failure().orElseThrow().code());
    assertEquals(List.of(), list(QUERY, 3));
  }

  @Test
  void failedQueryGivesNoSplits() {
    join("a");
    submit(QUERY);
    tell(new Event.TaskFailed(task(0, 0), new Failure(ErrorCode.DIVISION_BY_ZERO, "1 / 0")));
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
          for (var task : launch.tasks()) {
            task.splits().values().forEach(portion -> given.addAll(portion.splits()));
            if (task.task().fragment() == 1) {
              ask(task.task());
            }
          }
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

  /// Submits a query and lists its splits.
  private List<Command> submit(QueryId query) {
    plan(query);
    return list(query, 80);
  }

  private List<Command> plan(QueryId query) {
    return tell(new Event.QuerySubmitted(query, plan(), Map.of(), OptionalLong.empty()));
  }

  private List<Command> list(QueryId query, int splits) {
    return tell(new Event.SplitsListed(query, SCAN, splits(splits)));
  }

  private static int firstSplits(Command.Launch launch) {
    return launch.tasks().stream()
        .flatMap(task -> task.splits().values().stream())
        .mapToInt(portion -> portion.splits().size())
        .sum();
  }

  private Map<TaskId, Long> splitsGiven() {
    return scheduler.splits(QUERY);
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
