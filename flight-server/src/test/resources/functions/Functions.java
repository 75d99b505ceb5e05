package example;

import dev.mutirao.functions.Decimal;
import dev.mutirao.functions.Deterministic;
import dev.mutirao.functions.Nullable;
import dev.mutirao.functions.ScalarFunction;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;

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
}
