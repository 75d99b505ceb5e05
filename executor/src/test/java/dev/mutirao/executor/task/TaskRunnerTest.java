package dev.mutirao.executor.task;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mutirao.connectors.batch.Column;
import dev.mutirao.connectors.error.ErrorCode;
import dev.mutirao.connectors.error.MutiraoException;
import dev.mutirao.connectors.error.QueryErrors;
import dev.mutirao.connectors.range.RangeConnector;
import dev.mutirao.connectors.source.DescribeContext;
import dev.mutirao.connectors.source.ScanRequest;
import dev.mutirao.connectors.source.Split;
import dev.mutirao.connectors.source.TableReference;
import dev.mutirao.executor.exchange.BatchStream;
import dev.mutirao.executor.exchange.ExchangeClient;
import dev.mutirao.executor.plan.AggregatePhase;
import dev.mutirao.executor.plan.JoinKind;
import dev.mutirao.executor.plan.Partitioning;
import dev.mutirao.executor.plan.Placement;
import dev.mutirao.executor.plan.PlanFragment;
import dev.mutirao.executor.plan.PlanNode;
import dev.mutirao.executor.plan.QueryId;
import dev.mutirao.executor.plan.TaskId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.Collectors;
import org.apache.arrow.memory.RootAllocator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TaskRunnerTest {
  private final RootAllocator allocator = new RootAllocator(1L << 30);
  private final Connectors connectors = Connectors.installed();
  private final TaskRunner runner = new TaskRunner(2, allocator, connectors);

  private final List<RunningTask> started = new ArrayList<>();

  @AfterEach
  void everythingIsReleased() throws Exception {
    for (var task : started) {
      task.released().get();
    }
    runner.close();
    allocator.close();
  }

  @Test
  void scanGivesEveryRowOnce() throws Exception {
    var scan = range(5_000_000);
    long sum = 0;
    long rows = 0;
    try (var task = start(specification(scan), null, splits(scan))) {
      var stream = task.output().read(0);
      while (true) {
        try (var batch = stream.poll()) {
          if (batch != null) {
            rows += batch.rows();
            for (int i = 0; i < batch.rows(); i++) {
              sum += batch.column(0).values().getAtIndex(Column.LONG, i);
            }
          } else if (stream.finished()) {
            break;
          } else {
            stream.ready().get();
          }
        }
      }
      task.ended().get();
      assertEquals(5_000_000, task.profile().operators().getFirst().rows());
    }
    assertEquals(5_000_000, rows);
    assertEquals(5_000_000L * 4_999_999 / 2, sum);
  }

  @Test
  void unreadOutputPausesTheTaskAndClosingStopsIt() throws Exception {
    var scan = range(1L << 40);
    var task = start(specification(scan), null, splits(scan));
    task.output().read(0).ready().get();
    task.close();
    var failure = assertThrows(CompletionException.class, () -> task.ended().join());
    assertEquals(ErrorCode.CANCELLED, ((MutiraoException) failure.getCause()).code());
  }

  @Test
  void failingSplitFeedFailsTheOutput() throws Exception {
    var scan = range(10);
    SplitFeed broken =
        (scanId, count) -> CompletableFuture.failedFuture(QueryErrors.cancelled("a test"));
    try (var task = start(specification(scan), null, broken)) {
      BatchStream stream = task.output().read(0);
      stream.ready().get();
      assertEquals(ErrorCode.CANCELLED, assertThrows(MutiraoException.class, stream::poll).code());
    }
  }

  /// A join takes its table when its right side is complete, an aggregation merges what threads
  /// hold, and small batches are put together when an input ends: each may be what goes too far.
  @ParameterizedTest
  @ValueSource(ints = {16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26})
  void whatGoesBeyondTheMemoryIsNamed(int bits) throws Exception {
    var left = range(0, 300_000);
    var right = range(1, 300_000);
    var join =
        new PlanNode.HashJoin(
            left, right, JoinKind.INNER, List.of(0), List.of(0), Optional.empty());
    var groups =
        new PlanNode.Aggregate(
            join, List.of(0, 1), List.of(), AggregatePhase.SINGLE, join.output());
    try (var limited = new RootAllocator(1L << bits);
        var small = new TaskRunner(2, limited, connectors)) {
      var task = small.start(specification(groups), null, splits(left, right));
      try (task) {
        assertEquals(300_000, rows(task.output().read(0)));
      } catch (MutiraoException failure) {
        assertEquals(ErrorCode.OUT_OF_MEMORY, failure.code(), failure::getMessage);
      }
      task.released().get();
    }
  }

  /// A thread between two drivers is not missing: no other one is started in its place.
  @Test
  void manySmallTasksRunOnTheThreadsThatAreCounted() throws Exception {
    var before = computeThreads();
    var seen = new HashSet<Thread>();
    for (int i = 0; i < 1_000; i++) {
      var tasks = new ArrayList<RunningTask>();
      for (int j = 0; j < 6; j++) {
        var scan = range(10_000);
        tasks.add(start(specification(scan), null, splits(scan)));
      }
      for (var task : tasks) {
        assertEquals(10_000, rows(task.output().read(0)));
        task.close();
      }
      seen.addAll(computeThreads());
    }
    seen.removeAll(before);
    assertTrue(seen.size() <= 2, seen::toString);
  }

  private static Set<Thread> computeThreads() {
    var all = new Thread[2 * Thread.activeCount() + 100];
    int count = Thread.enumerate(all);
    return Arrays.stream(all, 0, count)
        .filter(thread -> thread.getName().startsWith("compute-"))
        .collect(Collectors.toSet());
  }

  private static long rows(BatchStream stream) {
    long rows = 0;
    while (true) {
      try (var batch = stream.poll()) {
        if (batch != null) {
          rows += batch.rows();
        } else if (stream.finished()) {
          return rows;
        } else {
          stream.ready().join();
        }
      }
    }
  }

  private RunningTask start(
      TaskSpecification specification, ExchangeClient exchanges, SplitFeed splits) {
    started.add(runner.start(specification, exchanges, splits));
    return started.getLast();
  }

  private PlanNode.Scan range(long end) {
    return range(0, end);
  }

  private PlanNode.Scan range(int scanId, long end) {
    var reference =
        new TableReference("", Map.of("start", "0", "end", Long.toString(end)), Optional.empty());
    var table =
        new RangeConnector().describe(reference, new DescribeContext(allocator, 1)).handle();
    return new PlanNode.Scan(
        scanId,
        table,
        new ScanRequest(List.of(0), List.of(), OptionalLong.empty()),
        Optional.empty());
  }

  private SplitFeed splits(PlanNode.Scan... scans) {
    var left = new HashMap<Integer, ArrayDeque<Split>>();
    for (var scan : scans) {
      var all = new RangeConnector().splits(scan.table(), scan.request());
      left.put(scan.scanId(), new ArrayDeque<>(all));
    }
    return (scanId, count) -> {
      var taken = new ArrayList<Split>();
      synchronized (left) {
        var rest = left.get(scanId);
        while (taken.size() < count && !rest.isEmpty()) {
          taken.add(rest.poll());
        }
        return CompletableFuture.completedFuture(new SplitPortion(taken, rest.isEmpty()));
      }
    };
  }

  private static TaskSpecification specification(PlanNode root) {
    var fragment = new PlanFragment(0, root, new Partitioning.Single(), Placement.ONE_EXECUTOR);
    return new TaskSpecification(
        new TaskId(QueryId.random(), 0, 0, 0), fragment, 1, Map.of(), Map.of(), Map.of());
  }
}
