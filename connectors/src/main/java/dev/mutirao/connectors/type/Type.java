package dev.mutirao.connectors.type;

import java.util.Locale;

/// A SQL type. What a cell holds in memory follows from {@link #layout()}.
public sealed interface Type {
  /// How values of this type lie in memory.
  Layout layout();

  /// The type as it is written in SQL, for example `DECIMAL(12, 2)`.
  String sql();

  /// Whether values are whole numbers by their type, as those of TINYINT to BIGINT are.
  default boolean isInteger() {
    return this == Simple.TINYINT
        || this == Simple.SMALLINT
        || this == Simple.INTEGER
        || this == Simple.BIGINT;
  }

  /// Types without parameters.
  enum Simple implements Type {
    BOOLEAN(Layout.BIT),
    TINYINT(Layout.INT8),
    SMALLINT(Layout.INT16),
    INTEGER(Layout.INT32),
    BIGINT(Layout.INT64),
    REAL(Layout.FLOAT32),
    DOUBLE(Layout.FLOAT64),
    /// UTF-8.
    VARCHAR(Layout.BYTES),
    VARBINARY(Layout.BYTES),
    /// Days since 1970-01-01.
    DATE(Layout.INT32),
    /// Microseconds since midnight.
    TIME(Layout.INT64),
    /// A wall clock: microseconds since 1970-01-01 00:00:00 of that clock.
    TIMESTAMP(Layout.INT64),
    /// An instant, `TIMESTAMP WITH LOCAL TIME ZONE`: microseconds since 1970-01-01 00:00:00 UTC.
    INSTANT(Layout.INT64),
    /// Months.
    INTERVAL_MONTHS(Layout.INT32),
    /// Microseconds.
    INTERVAL_MICROS(Layout.INT64),
    /// The type of a bare NULL; every value is NULL. Stored as `BIT`.
    NULL(Layout.BIT);

    private final Layout layout;

    Simple(Layout layout) {
      this.layout = layout;
    }

    @Override
    public Layout layout() {
      return layout;
    }

    @Override
    public String sql() {
      return switch (this) {
        case INSTANT -> "TIMESTAMP WITH LOCAL TIME ZONE";
        case INTERVAL_MONTHS -> "INTERVAL YEAR TO MONTH";
        case INTERVAL_MICROS -> "INTERVAL DAY TO SECOND";
        case BOOLEAN,
            TINYINT,
            SMALLINT,
            INTEGER,
            BIGINT,
            REAL,
            DOUBLE,
            VARCHAR,
            VARBINARY,
            DATE,
            TIME,
            TIMESTAMP,
            NULL ->
            name().toUpperCase(Locale.ROOT);
      };
    }
  }

  /// Exact numbers: the unscaled integer is stored, in 64 bits up to 18 digits and in 128 bits
  /// beyond.
  record Decimal(int precision, int scale) implements Type {
    public static final int MAX_PRECISION = 38;
    public static final int MAX_SHORT_PRECISION = 18;

    public Decimal {
      if (precision < 1 || precision > MAX_PRECISION || scale < 0 || scale > precision) {
        throw new IllegalArgumentException(
            "no such type: DECIMAL(" + precision + ", " + scale + ")");
      }
    }

    /// Whether 64 bits hold every value.
    public boolean isShort() {
      return precision <= MAX_SHORT_PRECISION;
    }

    @Override
    public Layout layout() {
      return isShort() ? Layout.INT64 : Layout.INT128;
    }

    @Override
    public String sql() {
      return "DECIMAL(" + precision + ", " + scale + ")";
    }
  }
}
