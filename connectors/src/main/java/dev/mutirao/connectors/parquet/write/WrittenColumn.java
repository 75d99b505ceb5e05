package dev.mutirao.connectors.parquet.write;

import dev.mutirao.connectors.type.Field;
import dev.mutirao.connectors.type.Type;
import dev.mutirao.connectors.type.Type.Simple;
import org.apache.parquet.format.ConvertedType;
import org.apache.parquet.format.DateType;
import org.apache.parquet.format.DecimalType;
import org.apache.parquet.format.FieldRepetitionType;
import org.apache.parquet.format.IntType;
import org.apache.parquet.format.LogicalType;
import org.apache.parquet.format.MicroSeconds;
import org.apache.parquet.format.SchemaElement;
import org.apache.parquet.format.StringType;
import org.apache.parquet.format.TimeType;
import org.apache.parquet.format.TimeUnit;
import org.apache.parquet.format.TimestampType;

/// A column of the table as the file stores it.
record WrittenColumn(String name, Type type, org.apache.parquet.format.Type physical) {
  /// Digits of decimals that 32 bits hold.
  private static final int INT_DIGITS = 9;

  static final int WIDE_BYTES = 16;

  static WrittenColumn of(Field field) {
    return new WrittenColumn(field.name(), field.type(), physical(field.type()));
  }

  /// Whether Parquet has a place for the type that is read back as the same type.
  static boolean canHold(Type type) {
    return type != Simple.INTERVAL_MONTHS && type != Simple.INTERVAL_MICROS;
  }

  boolean isBytes() {
    return physical == org.apache.parquet.format.Type.BYTE_ARRAY;
  }

  /// Whether values order as floating-point numbers.
  boolean isFloating() {
    return physical == org.apache.parquet.format.Type.FLOAT
        || physical == org.apache.parquet.format.Type.DOUBLE;
  }

  private static org.apache.parquet.format.Type physical(Type type) {
    return switch (type) {
      case Type.Decimal(int precision, int scale) -> {
        if (precision <= INT_DIGITS) {
          yield org.apache.parquet.format.Type.INT32;
        }
        yield precision <= Type.Decimal.MAX_SHORT_PRECISION
            ? org.apache.parquet.format.Type.INT64
            : org.apache.parquet.format.Type.FIXED_LEN_BYTE_ARRAY;
      }
      case Simple simple ->
          switch (simple) {
            case BOOLEAN -> org.apache.parquet.format.Type.BOOLEAN;
            case TINYINT, SMALLINT, INTEGER, DATE, NULL -> org.apache.parquet.format.Type.INT32;
            case BIGINT, TIME, TIMESTAMP, INSTANT -> org.apache.parquet.format.Type.INT64;
            case REAL -> org.apache.parquet.format.Type.FLOAT;
            case DOUBLE -> org.apache.parquet.format.Type.DOUBLE;
            case VARCHAR, VARBINARY -> org.apache.parquet.format.Type.BYTE_ARRAY;
            case INTERVAL_MONTHS, INTERVAL_MICROS ->
                throw new IllegalArgumentException("refused when the statement is planned");
          };
    };
  }

  /// The column in the file's schema. Every column may be NULL, so that files of one table agree.
  SchemaElement element() {
    var element = new SchemaElement(name);
    element.setType(physical);
    element.setRepetition_type(FieldRepetitionType.OPTIONAL);
    switch (type) {
      case Type.Decimal(int precision, int scale) -> {
        element.setLogicalType(LogicalType.DECIMAL(new DecimalType(scale, precision)));
        element.setConverted_type(ConvertedType.DECIMAL);
        element.setPrecision(precision);
        element.setScale(scale);
        if (physical == org.apache.parquet.format.Type.FIXED_LEN_BYTE_ARRAY) {
          element.setType_length(WIDE_BYTES);
        }
      }
      case Simple simple -> annotate(element, simple);
    }
    return element;
  }

  private static void annotate(SchemaElement element, Simple type) {
    switch (type) {
      case TINYINT -> annotate(element, integer(8), ConvertedType.INT_8);
      case SMALLINT -> annotate(element, integer(16), ConvertedType.INT_16);
      case INTEGER -> annotate(element, integer(32), ConvertedType.INT_32);
      case BIGINT -> annotate(element, integer(64), ConvertedType.INT_64);
      case VARCHAR -> annotate(element, LogicalType.STRING(new StringType()), ConvertedType.UTF8);
      case DATE -> annotate(element, LogicalType.DATE(new DateType()), ConvertedType.DATE);
      // The older annotations of times mean instants, so that wall clocks have none.
      case TIME -> element.setLogicalType(LogicalType.TIME(new TimeType(false, micros())));
      case TIMESTAMP ->
          element.setLogicalType(LogicalType.TIMESTAMP(new TimestampType(false, micros())));
      case INSTANT ->
          annotate(
              element,
              LogicalType.TIMESTAMP(new TimestampType(true, micros())),
              ConvertedType.TIMESTAMP_MICROS);
      case BOOLEAN, REAL, DOUBLE, VARBINARY, NULL -> {}
      case INTERVAL_MONTHS, INTERVAL_MICROS ->
          throw new IllegalArgumentException("refused when the statement is planned");
    }
  }

  private static void annotate(SchemaElement element, LogicalType logical, ConvertedType older) {
    element.setLogicalType(logical);
    element.setConverted_type(older);
  }

  private static LogicalType integer(int bits) {
    return LogicalType.INTEGER(new IntType((byte) bits, true));
  }

  private static TimeUnit micros() {
    return TimeUnit.MICROS(new MicroSeconds());
  }
}
