package calls;

import dev.mutirao.functions.Deterministic;
import dev.mutirao.functions.ScalarFunction;

/// Calls that are independent of each other.
public final class Calls {
  private Calls() {}

  @ScalarFunction(
      description =
          "Waits a millisecond, as for the answer of a service, which is the number of steps from a number to 1 in Collatz' sequence.",
      example = "ask(27)")
  @Deterministic(false)
  public static int ask(long number) throws InterruptedException {
    if (number < 1) {
      throw new IllegalArgumentException("expected a number from 1 on");
    }
    Thread.sleep(1);
    int steps = 0;
    for (long at = number; at != 1; steps++) {
      at = at % 2 == 0 ? at / 2 : Math.addExact(Math.multiplyExact(3, at), 1);
    }
    return steps;
  }

  @ScalarFunction(
      description = "The process and the thread that compute a row.",
      example = "place(1)")
  @Deterministic(false)
  public static String place(long number) {
    return ProcessHandle.current().pid() + "/" + Thread.currentThread().getId();
  }
}
