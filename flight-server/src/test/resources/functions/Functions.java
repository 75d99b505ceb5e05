package example;

import dev.mutirao.functions.AggregateFunction;
import dev.mutirao.functions.Decimal;
import dev.mutirao.functions.Deterministic;
import dev.mutirao.functions.Nullable;
import dev.mutirao.functions.ScalarFunction;
import dev.mutirao.functions.StatefulFunction;
import dev.mutirao.functions.TableFunction;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.DoubleStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/// Functions that the tests call from SQL.
public final class Functions {
  private static final AtomicLong TICKETS = new AtomicLong();

  private Functions() {}

  @ScalarFunction(description = "Adds a tax in percent.", example = "tax(100, 19)")
  public static double tax(double amount, double rate) {
    return amount * (100 + rate) / 100;
  }

  @ScalarFunction
  public static boolean opposite(boolean value) {
    return !value;
  }

  @ScalarFunction("kind")
  public static String kindOfByte(byte value) {
    return "byte";
  }

  @ScalarFunction("kind")
  public static String kindOfShort(short value) {
    return "short";
  }

  @ScalarFunction("kind")
  public static String kindOfInt(int value) {
    return "int";
  }

  @ScalarFunction("kind")
  public static String kindOfLong(long value) {
    return "long";
  }

  @ScalarFunction("kind")
  public static String kindOfFloat(float value) {
    return "float";
  }

  @ScalarFunction("kind")
  public static String kindOfDouble(double value) {
    return "double";
  }

  @ScalarFunction("kind")
  public static String kindOfText(String value) {
    return "text";
  }

  @ScalarFunction
  public static String shout(String text) {
    return text.toUpperCase(Locale.ROOT) + "!";
  }

  @ScalarFunction
  public static byte[] reversed(byte[] bytes) {
    var result = new byte[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      result[i] = bytes[bytes.length - 1 - i];
    }
    return result;
  }

  @ScalarFunction
  @Decimal(precision = 8, scale = 2)
  public static BigDecimal third(BigDecimal value) {
    return value.divide(BigDecimal.valueOf(3), 20, java.math.RoundingMode.HALF_UP);
  }

  @ScalarFunction
  public static BigDecimal same(BigDecimal value) {
    return value;
  }

  @ScalarFunction
  public static LocalDate tomorrow(LocalDate date) {
    return date.plusDays(1);
  }

  @ScalarFunction
  public static LocalDateTime later(LocalDateTime clock, long micros) {
    return clock.plusNanos(micros * 1000);
  }

  @ScalarFunction
  public static Instant next_hour(Instant instant) {
    return instant.plusSeconds(3600);
  }

  @ScalarFunction
  public static int or_minus_one(Integer value) {
    return value == null ? -1 : value;
  }

  @ScalarFunction
  public static String label(@Nullable String text, int number) {
    return (text == null ? "none" : text) + number;
  }

  @ScalarFunction
  public static Integer if_even(int value) {
    return value % 2 == 0 ? value : null;
  }

  @ScalarFunction
  public static String text_if(boolean wanted) {
    return wanted ? "yes" : null;
  }

  @ScalarFunction
  public static long picky(long value, String why) {
    if (value == 7) {
      throw new IllegalStateException("seven is\nnot allowed");
    }
    return value;
  }

  @ScalarFunction
  @Deterministic(false)
  public static long ticket() {
    return TICKETS.incrementAndGet();
  }

  @ScalarFunction
  public static String greedy(long value) {
    var kept = new java.util.ArrayList<long[]>();
    while (true) {
      kept.add(new long[1 << 24]);
    }
  }

  @ScalarFunction
  public static long forever(long value) throws InterruptedException {
    while (true) {
      Thread.sleep(1000);
    }
  }

  @ScalarFunction
  public static long stubborn(long value) {
    long spins = value;
    while (spins != Long.MIN_VALUE) {
      spins = Math.max(spins + 1, 0);
    }
    return spins;
  }

  @TableFunction(
      description = "The primes below a number.",
      example = "SELECT * FROM TABLE(primes(10))")
  public static LongStream primes(long below) {
    return LongStream.range(2, below)
        .filter(n -> LongStream.rangeClosed(2, (long) Math.sqrt(n)).noneMatch(d -> n % d == 0));
  }

  /// A row of every kind of column.
  public record Everything(
      boolean flag,
      byte tiny,
      Short small,
      int whole,
      long big,
      float real,
      Double real8,
      @Decimal(precision = 6, scale = 2) BigDecimal price,
      String text,
      byte[] bytes,
      LocalDate day,
      LocalDateTime clock,
      Instant instant) {}

  @TableFunction
  public static Iterable<Everything> everything(int rows) {
    var all = new ArrayList<Everything>();
    for (int i = 1; i <= rows; i++) {
      all.add(
          i % 3 == 0
              ? new Everything(
                  false, (byte) 0, null, 0, 0, 0, null, null, null, null, null, null, null)
              : new Everything(
                  i > 1,
                  (byte) -i,
                  (short) (100 * i),
                  1000 * i,
                  1L << 40 + i,
                  i / 4f,
                  i / 8.0,
                  BigDecimal.valueOf(i).divide(BigDecimal.valueOf(8)),
                  "text " + i,
                  new byte[] {(byte) i},
                  LocalDate.of(2024, 2, 28).plusDays(i),
                  LocalDateTime.of(2024, 2, 28, 23, 59, i % 60, 500_000_000),
                  Instant.ofEpochSecond(i)));
    }
    return all;
  }

  private static final AtomicLong CLOSED = new AtomicLong();

  @TableFunction("naturals")
  public static Stream<Long> endless() {
    return Stream.iterate(1L, n -> n + 1).onClose(CLOSED::incrementAndGet);
  }

  @ScalarFunction
  @Deterministic(false)
  public static long closed_streams() {
    return CLOSED.get();
  }

  @TableFunction
  @Deterministic(false)
  public static DoubleStream draws(int count) {
    return ThreadLocalRandom.current().doubles(count);
  }

  @TableFunction("words")
  public static Iterator<String> words(String text, @Nullable String separator) {
    return List.of(text.split(separator == null ? " " : separator)).iterator();
  }

  @TableFunction("words")
  public static List<String> words(
      LocalDate day, BigDecimal number, Instant instant, byte[] bytes) {
    return java.util.Arrays.asList(
        day.toString(), number.toPlainString(), null, instant.toString(), bytes.length + "");
  }

  @TableFunction
  public static Iterable<Long> broken(String where) {
    if (where.equals("call")) {
      throw new IllegalStateException("no rows today");
    }
    return () ->
        LongStream.range(0, 100)
            .map(n -> {
              if (n == 7 && where.equals("row")) {
                throw new IllegalStateException("seven is\nnot allowed");
              }
              return n;
            })
            .onClose(() -> {})
            .iterator();
  }

  @TableFunction
  public static Stream<Everything> holes() {
    return Stream.of(1).map(n -> (Everything) null);
  }

  /// States that travel.
  @AggregateFunction(
      value = "rms",
      description = "Square root of the mean of the squares.",
      example = "rms(x)")
  public static class RootMeanSquare {
    double squares;
    private long count;

    public void add(double value) {
      squares += value * value;
      count++;
    }

    public void merge(RootMeanSquare other) {
      squares += other.squares;
      count += other.count;
    }

    public Double result() {
      return count == 0 ? null : Math.sqrt(squares / count);
    }
  }

  /// Of two types, and one value for no rows.
  @AggregateFunction("divisor")
  public static class Divisor {
    BigInteger divisor = BigInteger.ZERO;

    public void add(long value) {
      divisor = divisor.gcd(BigInteger.valueOf(value));
    }

    public void add(BigDecimal value) {
      divisor = divisor.gcd(value.toBigIntegerExact());
    }

    public void merge(Divisor other) {
      divisor = divisor.gcd(other.divisor);
    }

    public long result() {
      return divisor.longValueExact();
    }
  }

  /// States that do not travel.
  @AggregateFunction("tally")
  public static class Tally {
    private final TreeMap<String, Integer> counts = new TreeMap<>();

    public void add(String text) {
      counts.merge(text, 1, Integer::sum);
    }

    public void merge(Tally other) {
      other.counts.forEach((text, count) -> counts.merge(text, count, Integer::sum));
    }

    public String result() {
      return counts.isEmpty() ? null : counts.toString();
    }
  }

  /// Sees NULLs, of the first argument only.
  @AggregateFunction("absences")
  public static class Absences {
    long absent;
    long[] weights = new long[2];
    String longest;
    Boolean any;

    public void add(Double value, int weight) {
      absent += value == null ? 1 : 0;
      weights[value == null ? 0 : 1] += weight;
      any = true;
    }

    public void merge(Absences other) {
      absent += other.absent;
      weights[0] += other.weights[0];
      weights[1] += other.weights[1];
      any = any == null ? other.any : any;
    }

    public String result() {
      return absent + " of " + weights[0] + "/" + weights[1] + (any == null ? " none" : "");
    }
  }

  /// Takes rows without a value.
  @AggregateFunction("row_total")
  public static class RowTotal {
    BigDecimal total = BigDecimal.ZERO;

    public void add() {
      total = total.add(new BigDecimal("0.25"));
    }

    public void merge(RowTotal other) {
      total = total.add(other.total);
    }

    @Decimal(precision = 20, scale = 2)
    public BigDecimal result() {
      return total;
    }
  }

  @AggregateFunction("picky_sum")
  public static class PickySum {
    long sum;

    public void add(long value, String how) {
      if (how.equals("add") && value == 7) {
        throw new IllegalStateException("seven is\nnot allowed");
      }
      sum += how.equals("result") ? -1_000_000_000 : value;
    }

    public void merge(PickySum other) {
      sum += other.sum;
    }

    public long result() {
      if (sum < 0) {
        throw new IllegalStateException("the sum is below zero");
      }
      return sum;
    }
  }

  @AggregateFunction("quarrelsome")
  public static class Quarrelsome {
    long rows;

    public void add(long value) {
      rows++;
    }

    public void merge(Quarrelsome other) {
      throw new UnsupportedOperationException("never with others");
    }

    public long result() {
      return rows;
    }
  }

  @AggregateFunction("hoard")
  public static class Hoard {
    private final List<long[]> kept = new ArrayList<>();

    public void add(long value) {
      kept.add(new long[128]);
    }

    public void merge(Hoard other) {
      kept.addAll(other.kept);
    }

    public long result() {
      return kept.size();
    }
  }

  @StatefulFunction(
      value = "ewma",
      description = "Mean that forgets half with every row.",
      example = "ewma(x) OVER (ORDER BY t)")
  public static class Ewma {
    private double mean = Double.NaN;

    public double next(double value) {
      mean = Double.isNaN(mean) ? value : (mean + value) / 2;
      return mean;
    }
  }

  @StatefulFunction("story")
  public static class Story {
    private final StringBuilder told = new StringBuilder();

    public String next(@Nullable String word) {
      told.append(word == null ? "?" : word);
      return word == null ? null : told.toString();
    }

    public String next(long number) {
      return next(number + ";");
    }
  }

  @StatefulFunction("steps")
  public static class Steps {
    private Long before;

    public Long next(long value, String why) {
      if (value == 7) {
        throw new IllegalStateException("seven is\nnot allowed");
      }
      var step = before == null ? null : (Long) (value - before);
      before = value;
      return step;
    }
  }
}
