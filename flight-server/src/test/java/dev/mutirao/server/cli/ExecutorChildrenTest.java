package dev.mutirao.server.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

final class ExecutorChildrenTest {
  private static final long MB = 1L << 20;

  @Test
  void executorsAndCoordinatorShareTheHeapOfOneProcess() {
    assertEquals(
        List.of("-Da=b", "-Xmx" + 1024 * MB),
        ExecutorChildren.flags(List.of("-Da=b"), 4096 * MB, 3));
  }

  @Test
  void aShareIsLargeEnoughToWorkWith() {
    assertEquals(List.of("-Xmx" + 256 * MB), ExecutorChildren.flags(List.of(), 512 * MB, 7));
  }

  @Test
  void aHeapThatTheUserSetIsThatOfEachExecutor() {
    for (var flag : List.of("-Xmx8g", "-XX:MaxHeapSize=8g")) {
      assertEquals(List.of(flag), ExecutorChildren.flags(List.of(flag), 4096 * MB, 3));
    }
  }
}
