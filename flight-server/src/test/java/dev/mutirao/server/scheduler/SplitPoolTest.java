package dev.mutirao.server.scheduler;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mutirao.connectors.source.ScanRequest;
import dev.mutirao.connectors.source.Split;
import dev.mutirao.connectors.source.TableHandle;
import dev.mutirao.connectors.type.Schema;
import dev.mutirao.executor.plan.PlanNode;
import dev.mutirao.executor.plan.QueryId;
import dev.mutirao.executor.plan.TaskId;
import dev.mutirao.executor.task.SplitPortion;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class SplitPoolTest {
  private static final QueryId QUERY = QueryId.random();
  private static final TaskId FIRST = new TaskId(QUERY, 1, 0, 0);
  private static final TaskId SECOND = new TaskId(QUERY, 1, 1, 0);
  private static final Comparator<TaskId> BY_INDEX = Comparator.comparingInt(TaskId::index);

  @Test
  void fewSplitsAreAllDealtSoThatNobodyAsks() {
    for (int count = 0; count <= 4; count++) {
      var first = pool(scan(), count).first();
      assertEquals(List.of(FIRST, SECOND), first.keySet().stream().sorted(BY_INDEX).toList());
      assertTrue(first.values().stream().allMatch(SplitPortion::last), first.toString());
      assertEquals((count + 1) / 2, first.get(FIRST).splits().size());
      assertEquals(splits(count), ofAll(first.values()));
    }
  }

  @Test
  void ofManySplitsSomeAreKeptForWhoAsksSooner() {
    var pool = pool(scan(), 80);
    var first = pool.first();
    assertEquals(28, first.get(FIRST).splits().size());
    assertEquals(28, first.get(SECOND).splits().size());
    assertTrue(first.values().stream().noneMatch(SplitPortion::last));
    var portions = new ArrayList<>(first.values());
    while (!portions.getLast().last()) {
      portions.add(pool.next(FIRST, 100));
    }
    assertEquals(splits(80), ofAll(portions));
    assertEquals(52, pool.given(FIRST));
    assertEquals(SplitPortion.END, pool.next(SECOND, 100));
  }

  @Test
  void eachTaskGetsAWholeTable() {
    var pool = pool(scan().byEach(), 7);
    var first = pool.first();
    for (var task : List.of(FIRST, SECOND)) {
      assertEquals(new SplitPortion(splits(7), true), first.get(task));
      assertEquals(7, pool.given(task));
      assertEquals(SplitPortion.END, pool.next(task, 1));
    }
  }

  private static SplitPool pool(PlanNode.Scan scan, int splits) {
    var pool = new SplitPool(scan);
    pool.share(FIRST);
    pool.share(SECOND);
    pool.listed(splits(splits));
    return pool;
  }

  private static PlanNode.Scan scan() {
    var table = new TableHandle("csv", "/data", new Schema(List.of()), Map.of());
    var request = new ScanRequest(List.of(), List.of(), OptionalLong.empty());
    return new PlanNode.Scan(0, table, request, Optional.empty());
  }

  private static List<Split> splits(int count) {
    return IntStream.range(0, count)
        .mapToObj(
            i -> new Split("/data/" + (char) ('a' + i / 10) + i % 10, 0, 1, 1, 0, 1, Map.of()))
        .toList();
  }

  /// The splits of all portions, in the order of their files' names.
  private static List<Split> ofAll(Iterable<SplitPortion> portions) {
    var all = new ArrayList<Split>();
    portions.forEach(portion -> all.addAll(portion.splits()));
    all.sort(Comparator.comparing(Split::path));
    return all;
  }
}
