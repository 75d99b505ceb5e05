package dev.mutirao.planner.expression;

import dev.mutirao.connectors.type.Literal;
import dev.mutirao.connectors.type.Type;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;

/// The moment at which a statement is planned, which `CURRENT_DATE`, `now()` and their kin give on
/// every row and executor, and the session's time zone. Thread-safe.
public final class StatementTime {
  private static final int NANOS_PER_MICRO = 1_000;

  private final Instant instant;
  private final String timeZone;
  private volatile boolean asked;

  private StatementTime(Instant instant, String timeZone) {
    this.instant = instant;
    this.timeZone = timeZone;
  }

  public static StatementTime now(String timeZone) {
    return new StatementTime(Instant.now().truncatedTo(ChronoUnit.MICROS), timeZone);
  }

  public String timeZone() {
    return timeZone;
  }

  /// Whether the statement has anything to do with the moment, so that its plan does not hold for
  /// another one.
  public boolean asked() {
    return asked;
  }

  /// The moment as a value of a date or time type.
  Literal as(Type type) {
    asked = true;
    if (!(type instanceof Type.Simple simple)) {
      throw new IllegalArgumentException("no type of dates or times: " + type.sql());
    }
    return switch (simple) {
      case DATE -> new Literal(type, wallClock().toLocalDate().toEpochDay());
      case TIME -> new Literal(type, wallClock().toLocalTime().toNanoOfDay() / NANOS_PER_MICRO);
      case TIMESTAMP -> new Literal(type, micros(wallClock().toInstant(ZoneOffset.UTC)));
      case INSTANT -> new Literal(type, micros(instant));
      case BOOLEAN,
          TINYINT,
          SMALLINT,
          INTEGER,
          BIGINT,
          REAL,
          DOUBLE,
          VARCHAR,
          VARBINARY,
          INTERVAL_MONTHS,
          INTERVAL_MICROS,
          NULL ->
          throw new IllegalArgumentException("no type of dates or times: " + type.sql());
    };
  }

  private LocalDateTime wallClock() {
    return LocalDateTime.ofInstant(instant, ZoneId.of(timeZone));
  }

  private static long micros(Instant instant) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, instant);
  }
}
