package dev.mutirao.server.arrow;

import dev.mutirao.connectors.type.Field;
import dev.mutirao.connectors.type.Schema;
import dev.mutirao.connectors.type.Type;
import java.util.List;
import java.util.Map;
import org.apache.arrow.vector.types.DateUnit;
import org.apache.arrow.vector.types.FloatingPointPrecision;
import org.apache.arrow.vector.types.IntervalUnit;
import org.apache.arrow.vector.types.TimeUnit;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.FieldType;

/// Which Arrow types stand for the engine's.
public enum ArrowForm {
  /// Between executors: one Arrow type per layout, so that no value changes its bytes.
  WIRE,
  /// For clients: Arrow's own types. Short decimals are widened to `Decimal128`.
  CLIENT;

  /// The Arrow schema of batches with these columns.
  public org.apache.arrow.vector.types.pojo.Schema schema(Schema schema) {
    return new org.apache.arrow.vector.types.pojo.Schema(
        schema.fields().stream().map(this::field).toList());
  }

  /// The Arrow field of a column, without metadata.
  public org.apache.arrow.vector.types.pojo.Field field(Field field) {
    return field(field, Map.of());
  }

  /// The Arrow field of a column with metadata such as Flight SQL's.
  public org.apache.arrow.vector.types.pojo.Field field(Field field, Map<String, String> metadata) {
    var type = new FieldType(field.nullable(), type(field.type()), null, metadata);
    return new org.apache.arrow.vector.types.pojo.Field(field.name(), type, List.of());
  }

  /// The Arrow type of a SQL type.
  public ArrowType type(Type type) {
    return switch (this) {
      case WIRE -> ofLayout(type);
      case CLIENT -> ofType(type);
    };
  }

  private static ArrowType ofLayout(Type type) {
    return switch (type.layout()) {
      case BIT -> ArrowType.Bool.INSTANCE;
      case INT8 -> new ArrowType.Int(8, true);
      case INT16 -> new ArrowType.Int(16, true);
      case INT32 -> new ArrowType.Int(32, true);
      case INT64 -> new ArrowType.Int(64, true);
      case FLOAT32 -> new ArrowType.FloatingPoint(FloatingPointPrecision.SINGLE);
      case FLOAT64 -> new ArrowType.FloatingPoint(FloatingPointPrecision.DOUBLE);
      case INT128 -> new ArrowType.FixedSizeBinary(16);
      case BYTES -> ArrowType.Binary.INSTANCE;
    };
  }

  private static ArrowType ofType(Type type) {
    return switch (type) {
      case Type.Decimal(int precision, int scale) -> new ArrowType.Decimal(precision, scale, 128);
      case Type.Simple simple ->
          switch (simple) {
            case BOOLEAN, TINYINT, SMALLINT, INTEGER, BIGINT, REAL, DOUBLE, VARBINARY ->
                ofLayout(type);
            case VARCHAR -> ArrowType.Utf8.INSTANCE;
            case DATE -> new ArrowType.Date(DateUnit.DAY);
            case TIME -> new ArrowType.Time(TimeUnit.MICROSECOND, 64);
            case TIMESTAMP -> new ArrowType.Timestamp(TimeUnit.MICROSECOND, null);
            case INSTANT -> new ArrowType.Timestamp(TimeUnit.MICROSECOND, "UTC");
            case INTERVAL_MONTHS -> new ArrowType.Interval(IntervalUnit.YEAR_MONTH);
            case INTERVAL_MICROS -> new ArrowType.Duration(TimeUnit.MICROSECOND);
            case NULL -> ArrowType.Null.INSTANCE;
          };
    };
  }
}
