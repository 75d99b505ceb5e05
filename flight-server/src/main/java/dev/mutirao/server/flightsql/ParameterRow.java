package dev.mutirao.server.flightsql;

import dev.mutirao.connectors.error.QueryErrors;
import dev.mutirao.connectors.type.Binary;
import dev.mutirao.connectors.type.Literal;
import dev.mutirao.connectors.type.Type;
import java.math.BigDecimal;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.flight.FlightStream;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.UInt1Vector;
import org.apache.arrow.vector.UInt2Vector;
import org.apache.arrow.vector.UInt4Vector;
import org.apache.arrow.vector.types.TimeUnit;
import org.apache.arrow.vector.types.pojo.ArrowType;

/// Reads the values that a client binds to a prepared statement's `?`. Clients send them with the
/// types of their own language; the planner casts them to the types it found.
final class ParameterRow {
  private static final long MICROS_PER_DAY = 86_400_000_000L;

  private ParameterRow() {}

  /// The one row of a stream, or no values when the stream has no rows.
  ///
  /// @throws dev.mutirao.connectors.error.MutiraoException when there are several rows, or a type
  ///   that no parameter has
  static List<Literal> read(FlightStream stream) {
    List<Literal> row = List.of();
    boolean found = false;
    while (stream.next()) {
      var root = stream.getRoot();
      if (root.getRowCount() == 0) {
        continue;
      }
      if (found || root.getRowCount() > 1) {
        throw QueryErrors.notSupported("a prepared statement with several rows of parameters");
      }
      found = true;
      var values = new ArrayList<Literal>();
      for (var vector : root.getFieldVectors()) {
        values.add(value(vector));
      }
      row = values;
    }
    return row;
  }

  private static Literal value(FieldVector vector) {
    var type = type(vector);
    if (vector.isNull(0)) {
      return Literal.ofNull(type);
    }
    return switch (vector.getObject(0)) {
      case Boolean truth -> Literal.of(truth);
      case BigDecimal number -> decimal(number, (Type.Decimal) type);
      case byte[] bytes -> new Literal(type, new Binary(bytes));
      case LocalDateTime time -> new Literal(type, ofLocal(time, type));
      case Float number -> new Literal(type, number.doubleValue());
      case Double number -> new Literal(type, number);
      case Number number -> new Literal(type, integer(number, vector));
      case Object text -> new Literal(type, text.toString());
    };
  }

  private static Literal decimal(BigDecimal number, Type.Decimal type) {
    var unscaled = number.setScale(type.scale()).unscaledValue();
    return type.isShort()
        ? new Literal(type, unscaled.longValueExact())
        : new Literal(type, unscaled);
  }

  private static long ofLocal(LocalDateTime time, Type type) {
    long micros =
        ChronoUnit.MICROS.between(LocalDateTime.ofEpochSecond(0, 0, ZoneOffset.UTC), time);
    if (type == Type.Simple.DATE) {
      return Math.floorDiv(micros, MICROS_PER_DAY);
    }
    return type == Type.Simple.TIME ? Math.floorMod(micros, MICROS_PER_DAY) : micros;
  }

  /// Unsigned values as what they are, times and instants in microseconds.
  private static long integer(Number number, FieldVector vector) {
    return switch (vector) {
      case UInt1Vector ignored -> number.longValue() & 0xFF;
      case UInt2Vector ignored -> number.longValue() & 0xFFFF;
      case UInt4Vector ignored -> number.longValue() & 0xFFFF_FFFFL;
      default ->
          switch (vector.getField().getType()) {
            case ArrowType.Time time -> micros(number.longValue(), time.getUnit());
            case ArrowType.Timestamp time -> micros(number.longValue(), time.getUnit());
            default -> number.longValue();
          };
    };
  }

  private static long micros(long value, TimeUnit unit) {
    return switch (unit) {
      case SECOND -> Math.multiplyExact(value, 1_000_000L);
      case MILLISECOND -> Math.multiplyExact(value, 1_000L);
      case MICROSECOND -> value;
      case NANOSECOND -> Math.floorDiv(value, 1_000L);
    };
  }

  private static Type type(FieldVector vector) {
    return switch (vector.getField().getType()) {
      case ArrowType.Null ignored -> Type.Simple.NULL;
      case ArrowType.Bool ignored -> Type.Simple.BOOLEAN;
      case ArrowType.Int ignored -> Type.Simple.BIGINT;
      case ArrowType.FloatingPoint ignored -> Type.Simple.DOUBLE;
      case ArrowType.Decimal decimal ->
          new Type.Decimal(decimal.getPrecision(), decimal.getScale());
      case ArrowType.Utf8 ignored -> Type.Simple.VARCHAR;
      case ArrowType.LargeUtf8 ignored -> Type.Simple.VARCHAR;
      case ArrowType.Binary ignored -> Type.Simple.VARBINARY;
      case ArrowType.LargeBinary ignored -> Type.Simple.VARBINARY;
      case ArrowType.FixedSizeBinary ignored -> Type.Simple.VARBINARY;
      case ArrowType.Date ignored -> Type.Simple.DATE;
      case ArrowType.Time ignored -> Type.Simple.TIME;
      case ArrowType.Timestamp time ->
          time.getTimezone() == null ? Type.Simple.TIMESTAMP : Type.Simple.INSTANT;
      case ArrowType other -> throw QueryErrors.notSupported("a parameter of Arrow type " + other);
    };
  }
}
