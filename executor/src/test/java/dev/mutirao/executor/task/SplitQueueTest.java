package dev.mutirao.executor.task;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mutirao.connectors.error.QueryErrors;
import dev.mutirao.connectors.source.Split;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/// One task's side of handing out splits, against a feed that answers when the test says so.
class SplitQueueTest {
  private static final Split SPLIT = new Split("f", 0, 1, 1, 0, 1, Map.of());

  private final ArrayDeque<CompletableFuture<SplitPortion>> questions = new ArrayDeque<>();
  private long now = 1;
  private final SplitQueue queue =
      new SplitQueue(
          (scan, count) -> {
            var answer = new CompletableFuture<SplitPortion>();
            questions.add(answer);
            return answer;
          },
          0,
          1,
          () -> now);

  @Test
  void asksOnceAndWaits() {
    assertNull(queue.poll());
    assertNull(queue.poll());

    assertEquals(1, questions.size());
    assertFalse(queue.ready().isDone());
    answer(3, false);
    assertTrue(queue.ready().isDone());
    assertNotNull(queue.poll());
  }

  @Test
  void keepsWhatIsBegunWhileAnAnswerComes() {
    queue.poll();
    now += 40; // the answer takes 40, a split 10: 8 splits are to be in hand
    answer(30, false);
    for (int begun = 1; begun <= 22; begun++) {
      assertNotNull(queue.poll());
      assertEquals(0, questions.size(), "asked with " + (30 - begun) + " in hand");
      now += 10;
    }

    assertNotNull(queue.poll());

    assertEquals(1, questions.size());
  }

  @Test
  void asksLateWhereSplitsTakeLong() {
    queue.poll();
    now += 40;
    answer(10, false);
    for (int begun = 1; begun <= 8; begun++) {
      queue.poll();
      assertEquals(0, questions.size(), "asked with " + (10 - begun) + " in hand");
      now += 4_000;
    }

    queue.poll();

    assertEquals(1, questions.size());
  }

  @Test
  void doesNotAskWhileItHasWhatItBeganWith() {
    var begun =
        new SplitQueue(
            (scan, count) -> {
              throw new AssertionError("asked");
            },
            0,
            new SplitPortion(Collections.nCopies(3, SPLIT), true),
            1);
    for (int i = 0; i < 3; i++) {
      assertFalse(begun.exhausted());
      assertNotNull(begun.poll());
    }
    assertTrue(begun.exhausted());
  }

  @Test
  void endsAfterTheLastPortion() {
    queue.poll();
    answer(1, true);
    assertFalse(queue.exhausted());

    assertNotNull(queue.poll());

    assertTrue(queue.exhausted());
    assertNull(queue.poll());
    assertEquals(0, questions.size());
  }

  @Test
  void failsWithTheFeed() {
    queue.poll();
    var failure = QueryErrors.cancelled("its reader");
    questions.remove().completeExceptionally(failure);

    assertSame(failure, assertThrows(RuntimeException.class, queue::poll));
    assertFalse(queue.exhausted());
  }

  private void answer(int splits, boolean last) {
    questions.remove().complete(new SplitPortion(Collections.nCopies(splits, SPLIT), last));
  }
}
