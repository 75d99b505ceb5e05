package dev.mutirao.planner.relational;

import dev.mutirao.connectors.error.ErrorCode;
import dev.mutirao.planner.parser.PlacedErrors;
import dev.mutirao.planner.type.MutiraoTypeSystem;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.apache.calcite.avatica.util.TimeUnit;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.runtime.CalciteContextException;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlCharStringLiteral;
import org.apache.calcite.sql.SqlDataTypeSpec;
import org.apache.calcite.sql.SqlFunctionCategory;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlIntervalLiteral;
import org.apache.calcite.sql.SqlIntervalQualifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlUnresolvedFunction;
import org.apache.calcite.sql.SqlUserDefinedTypeNameSpec;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.util.SqlShuttle;
import org.jspecify.annotations.Nullable;

/// Reads PostgreSQL's `INTERVAL '2 hours 30 minutes'`, which the parser gives as `INTERVAL ('2
/// hours 30 minutes') SECOND`. Numbers and units, and a time of the clock; a number alone counts
/// seconds. So does `'2 hours'::interval`. Standard literals with fractions of a millisecond are
/// read too, which Calcite would cut.
final class IntervalTexts extends SqlShuttle {
  private static final long MICROS_PER_MILLI = 1_000;
  private static final long MICROS_PER_DAY = 86_400_000_000L;
  private static final int DIGITS = 10;

  /// More than the milliseconds that Calcite reads.
  private static final Pattern FRACTION = Pattern.compile("\\.\\d{4,}$");

  private static final Pattern PART =
      Pattern.compile(
          "\\s*(?:([+-])?(\\d+):(\\d{1,2})(?::(\\d{1,2}(?:\\.\\d+)?))?|([+-]?\\d+(?:\\.\\d+)?)\\s*([a-zA-Z]*))\\s*");

  @Override
  public @Nullable SqlNode visit(SqlCall call) {
    if (isCast(call) && call.operand(0) instanceof SqlCharStringLiteral literal) {
      return interval(literal);
    }
    if (!call.getOperator().equals(SqlStdOperatorTable.INTERVAL)) {
      return super.visit(call);
    }
    var count = call.operand(0);
    boolean negative = count.getKind() == SqlKind.MINUS_PREFIX;
    if (!((negative ? ((SqlCall) count).operand(0) : count)
        instanceof SqlCharStringLiteral literal)) {
      return super.visit(call);
    }
    var text = String.valueOf(literal.getValueAs(String.class));
    return new Reading(text, call.getParserPosition()).read(negative);
  }

  @Override
  public @Nullable SqlNode visit(SqlLiteral literal) {
    return literal instanceof SqlIntervalLiteral interval ? precise(interval) : literal;
  }

  /// The same interval, with all its microseconds.
  private static SqlNode precise(SqlIntervalLiteral literal) {
    var value = literal.getValueAs(SqlIntervalLiteral.IntervalValue.class);
    var qualifier = value.getIntervalQualifier();
    var text = value.getIntervalLiteral().strip();
    var fraction = FRACTION.matcher(text);
    if (!hasSeconds(qualifier) || !fraction.find()) {
      return literal;
    }
    var position = literal.getParserPosition();
    int[] parts;
    try {
      parts =
          qualifier.evaluateIntervalLiteral(
              text.substring(0, fraction.start()), position, MutiraoTypeSystem.INSTANCE);
    } catch (CalciteContextException wrong) {
      return literal; // of which the validator says the same
    }
    long seconds = ((parts[1] * 24L + parts[2]) * 60 + parts[3]) * 60 + parts[4];
    long micros =
        new BigDecimal("0" + fraction.group())
            .movePointRight(6)
            .setScale(0, RoundingMode.HALF_UP)
            .longValueExact();
    return microseconds(
        (long) value.getSign() * parts[0] * (seconds * 1_000 * MICROS_PER_MILLI + micros),
        position);
  }

  /// Whether seconds are the last part, and nothing says that they have fewer digits.
  private static boolean hasSeconds(SqlIntervalQualifier qualifier) {
    return (qualifier.getStartUnit() == TimeUnit.SECOND
            || qualifier.getEndUnit() == TimeUnit.SECOND)
        && qualifier.getFractionalSecondPrecisionPreservingDefault()
            == RelDataType.PRECISION_NOT_SPECIFIED;
  }

  /// The interval that a text literal says.
  static SqlNode interval(SqlCharStringLiteral literal) {
    var text = String.valueOf(literal.getValueAs(String.class));
    return new Reading(text, literal.getParserPosition()).read(false);
  }

  /// Whether this is a cast to INTERVAL without units.
  private static boolean isCast(SqlCall call) {
    return call.getKind() == SqlKind.CAST
        && call.operand(1) instanceof SqlDataTypeSpec type
        && type.getTypeNameSpec() instanceof SqlUserDefinedTypeNameSpec named
        && named.getTypeName().isSimple()
        && named.getTypeName().getSimple().equalsIgnoreCase("interval");
  }

  /// An interval in a call, for Calcite's have milliseconds only.
  private static SqlNode microseconds(long count, SqlParserPos position) {
    var function =
        new SqlUnresolvedFunction(
            new SqlIdentifier("to_microseconds", position),
            null,
            null,
            null,
            null,
            SqlFunctionCategory.USER_DEFINED_FUNCTION);
    return function.createCall(
        position, List.of(SqlLiteral.createExactNumeric(Long.toString(count), position)));
  }

  private static final class Reading {
    private final String text;
    private final SqlParserPos position;
    private BigDecimal months = BigDecimal.ZERO;
    private BigDecimal micros = BigDecimal.ZERO;
    private boolean hasMonths;
    private boolean hasMicros;

    Reading(String text, SqlParserPos position) {
      this.text = text;
      this.position = position;
    }

    SqlNode read(boolean negative) {
      var lower = text.strip().toLowerCase(Locale.ROOT);
      boolean ago = lower.endsWith(" ago");
      var parts = ago ? lower.substring(0, lower.length() - " ago".length()) : lower;
      var part = PART.matcher(parts);
      int end = 0;
      while (end < parts.length() && part.find(end) && part.start() == end) {
        if (part.group(2) == null) {
          unit(new BigDecimal(part.group(5)), part.group(6));
        } else {
          clock(part.group(1), part.group(2), part.group(3), part.group(4));
        }
        end = part.end();
      }
      if (end == 0 || end < parts.length()) {
        throw wrong("numbers with units, such as '1 day' or '2 hours 30 minutes'");
      }
      if (hasMonths && hasMicros) {
        throw wrong("months or days and hours, not both; add two intervals");
      }
      return hasMonths ? months(ago != negative) : micros(ago != negative);
    }

    private void clock(
        @Nullable String sign, String hours, String minutes, @Nullable String seconds) {
      var time =
          new BigDecimal(hours)
              .multiply(BigDecimal.valueOf(3600))
              .add(new BigDecimal(minutes).multiply(BigDecimal.valueOf(60)))
              .add(new BigDecimal(seconds == null ? "0" : seconds))
              .movePointRight(6);
      micros = micros.add("-".equals(sign) ? time.negate() : time);
      hasMicros = true;
    }

    private void unit(BigDecimal count, String unit) {
      var months = monthsOf(unit);
      if (months > 0) {
        hasMonths = true;
        this.months = this.months.add(count.multiply(BigDecimal.valueOf(months)));
      } else {
        hasMicros = true;
        micros = micros.add(count.multiply(BigDecimal.valueOf(microsOf(unit))));
      }
    }

    private static int monthsOf(String unit) {
      return switch (unit) {
        case "millennium", "millennia", "millenniums" -> 12_000;
        case "century", "centuries" -> 1200;
        case "decade", "decades" -> 120;
        case "year", "years", "yr", "yrs", "y" -> 12;
        case "quarter", "quarters" -> 3;
        case "month", "months", "mon", "mons" -> 1;
        default -> 0;
      };
    }

    private long microsOf(String unit) {
      return switch (unit) {
        case "week", "weeks", "w" -> 7 * MICROS_PER_DAY;
        case "day", "days", "d" -> MICROS_PER_DAY;
        case "hour", "hours", "hr", "hrs", "h" -> 3_600_000_000L;
        case "minute", "minutes", "min", "mins", "m" -> 60_000_000L;
        case "", "second", "seconds", "sec", "secs", "s" -> 1_000_000L;
        case "millisecond", "milliseconds", "ms", "msec", "msecs" -> MICROS_PER_MILLI;
        case "microsecond", "microseconds", "us", "usec", "usecs" -> 1;
        default -> throw wrong("units from microsecond to millennium");
      };
    }

    private SqlNode months(boolean negative) {
      try {
        var count = months.intValueExact();
        return literal(negative ? -count : count, TimeUnit.MONTH);
      } catch (ArithmeticException e) {
        throw wrong("a whole number of months");
      }
    }

    private SqlNode micros(boolean negative) {
      long count;
      try {
        count = micros.setScale(0, RoundingMode.HALF_UP).longValueExact();
      } catch (ArithmeticException e) {
        throw wrong("fewer than 2^63 microseconds");
      }
      var signed = negative ? -count : count;
      return signed % MICROS_PER_DAY == 0
          ? literal(signed / MICROS_PER_DAY, TimeUnit.DAY)
          : microseconds(signed, position);
    }

    private SqlNode literal(long count, TimeUnit unit) {
      var qualifier = new SqlIntervalQualifier(unit, DIGITS, null, -1, position);
      return SqlLiteral.createInterval(
          count < 0 ? -1 : 1, Long.toString(Math.abs(count)), qualifier, position);
    }

    private RuntimeException wrong(String expected) {
      return PlacedErrors.at(
          position,
          ErrorCode.INVALID_ARGUMENT,
          "INTERVAL expects " + expected + ", got '" + text + "'");
    }
  }
}
