package example;

import dev.mutirao.functions.AggregateFunction;
import dev.mutirao.functions.StatefulFunction;
import dev.mutirao.functions.TableFunction;
import java.util.Arrays;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/// Functions of many rows: aggregates, tables, and one that remembers.
public final class Numbers {
  private Numbers() {}

  /// A prime and how far the one before it is.
  public record Prime(long prime, long gap) {}

  @TableFunction(
      description = "Primes without end, with the gap before each.",
      example = "SELECT * FROM TABLE(primes()) LIMIT 10")
  public static Stream<Prime> primes() {
    return Stream.iterate(
        new Prime(2, 0),
        before -> {
          long next = LongStream.iterate(before.prime() + 1, n -> n + 1)
              .filter(Numbers::isPrime)
              .findFirst()
              .getAsLong();
          return new Prime(next, next - before.prime());
        });
  }

  private static boolean isPrime(long number) {
    return LongStream.rangeClosed(2, (long) Math.sqrt(number)).noneMatch(n -> number % n == 0);
  }

  /// Its state is an array, which travels between executors.
  @AggregateFunction(
      value = "last_digits",
      description = "How often each digit ends a whole number, from 0 to 9.",
      example = "last_digits(value)")
  public static final class LastDigits {
    private long[] counts = new long[10];

    public void add(long number) {
      counts[(int) Math.floorMod(number, 10L)]++;
    }

    public void merge(LastDigits other) {
      for (int digit = 0; digit < counts.length; digit++) {
        counts[digit] += other.counts[digit];
      }
    }

    public String result() {
      return Arrays.toString(counts);
    }
  }

  /// Counts visits: one ends when nothing happens for as long as the second argument says.
  @StatefulFunction(
      value = "visit",
      description = "Number of the visit that an event belongs to, given seconds and the longest gap.",
      example = "visit(seconds, 1800) OVER (PARTITION BY person ORDER BY seconds)")
  public static final class Visit {
    private long visit;
    private long before;

    public long next(long seconds, long longestGap) {
      if (visit == 0 || seconds - before > longestGap) {
        visit++;
      }
      before = seconds;
      return visit;
    }
  }
}
