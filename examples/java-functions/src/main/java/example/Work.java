package example;

import dev.mutirao.functions.Deterministic;
import dev.mutirao.functions.ScalarFunction;
import java.time.LocalDate;

/// Functions that compute.
public final class Work {
  private Work() {}

  @ScalarFunction(
      description = "The day on which something is paid: the next one that is no weekend.",
      example = "pay_day(DATE '2024-03-02')")
  public static LocalDate pay_day(LocalDate day) {
    return switch (day.getDayOfWeek()) {
      case SATURDAY -> day.plusDays(2);
      case SUNDAY -> day.plusDays(1);
      default -> day;
    };
  }

  @ScalarFunction(
      description = "How many steps the Collatz sequence takes from a number to 1.",
      example = "collatz(27)")
  public static int collatz(long number) {
    if (number < 1) {
      throw new IllegalArgumentException("expected a number from 1 on");
    }
    int steps = 0;
    for (long at = number; at != 1; steps++) {
      at = at % 2 == 0 ? at / 2 : Math.addExact(Math.multiplyExact(3, at), 1);
    }
    return steps;
  }

  @ScalarFunction(
      description = "Waits a millisecond, as a call of another service does, and gives the number.",
      example = "slow(1)")
  @Deterministic(false)
  public static long slow(long number) throws InterruptedException {
    Thread.sleep(1);
    return number;
  }
}
