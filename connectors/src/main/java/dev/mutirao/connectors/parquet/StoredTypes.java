package dev.mutirao.connectors.parquet;

import dev.mutirao.connectors.parquet.decode.Conversion;
import dev.mutirao.connectors.parquet.decode.StoredColumn;
import dev.mutirao.connectors.parquet.page.CorruptData;
import dev.mutirao.connectors.type.Layout;
import dev.mutirao.connectors.type.Type;
import dev.mutirao.connectors.type.Type.Simple;
import java.util.Optional;
import org.apache.parquet.format.ConvertedType;
import org.apache.parquet.format.FieldRepetitionType;
import org.apache.parquet.format.LogicalType;
import org.apache.parquet.format.SchemaElement;
import org.apache.parquet.format.TimeUnit;

/// Which SQL type a Parquet type becomes, and how its values are converted.
final class StoredTypes {
  private static final int INTERVAL_BYTES = 12;
  private static final int UUID_BYTES = 16;
  private static final int HALF_FLOAT_BYTES = 2;

  private StoredTypes() {}

  /// The mapping of a leaf of the schema; empty for types that have none yet.
  static Optional<StoredColumn> of(SchemaElement leaf) {
    if (leaf.getType() == null) {
      throw new CorruptData("column " + leaf.getName() + " without a type");
    }
    int length =
        leaf.getType() == org.apache.parquet.format.Type.FIXED_LEN_BYTE_ARRAY
            ? leaf.getType_length()
            : 0;
    if (length < 0 || length > 1 << 24) {
      throw new CorruptData("column " + leaf.getName() + " of values of " + length + " bytes");
    }
    boolean interval =
        leaf.getConverted_type() == ConvertedType.INTERVAL && length == INTERVAL_BYTES;
    if (interval) {
      return Optional.empty();
    }
    boolean optional = leaf.getRepetition_type() != FieldRepetitionType.REQUIRED;
    var target = target(leaf, length);
    return Optional.of(
        new StoredColumn(leaf.getType(), length, target.type, target.conversion, optional));
  }

  /// How the same stored values become another, wider type; empty when they cannot. Integers widen
  /// to wider integers, REAL to DOUBLE, decimals to decimals of the same scale.
  static Optional<StoredColumn> as(StoredColumn stored, Type type) {
    if (stored.type().equals(type)) {
      return Optional.of(stored);
    }
    return widening(stored, type)
        .map(conversion ->
            new StoredColumn(
                stored.physical(), stored.length(), type, conversion, stored.optional()));
  }

  private static Optional<Conversion> widening(StoredColumn stored, Type type) {
    var from = stored.type();
    boolean int32 = stored.physical() == org.apache.parquet.format.Type.INT32;
    if (from instanceof Type.Decimal(int precision, int scale)
        && type instanceof Type.Decimal(int widerPrecision, int sameScale)) {
      boolean wider = scale == sameScale && precision <= widerPrecision;
      return wider ? decimal(stored.physical(), type) : Optional.empty();
    }
    if (int32 && type == Simple.INTEGER && (from == Simple.TINYINT || from == Simple.SMALLINT)) {
      return Optional.of(Conversion.NONE);
    }
    if (int32 && type == Simple.SMALLINT && from == Simple.TINYINT) {
      return Optional.of(Conversion.NARROW_TO_SHORT);
    }
    if (int32
        && type == Simple.BIGINT
        && (from == Simple.TINYINT || from == Simple.SMALLINT || from == Simple.INTEGER)) {
      return Optional.of(Conversion.WIDEN_INT);
    }
    boolean real =
        stored.physical() == org.apache.parquet.format.Type.FLOAT && type == Simple.DOUBLE;
    return real ? Optional.of(Conversion.WIDEN_FLOAT) : Optional.empty();
  }

  private record Target(Type type, Conversion conversion) {
    static Target same(Type type) {
      return new Target(type, Conversion.NONE);
    }
  }

  private static Target target(SchemaElement leaf, int length) {
    return switch (leaf.getType()) {
      case BOOLEAN -> Target.same(Simple.BOOLEAN);
      case INT32 -> int32(leaf);
      case INT64 -> int64(leaf);
      case INT96 -> new Target(Simple.TIMESTAMP, Conversion.INT96);
      case FLOAT -> Target.same(Simple.REAL);
      case DOUBLE -> Target.same(Simple.DOUBLE);
      case BYTE_ARRAY -> bytes(leaf);
      case FIXED_LEN_BYTE_ARRAY -> fixed(leaf, length);
    };
  }

  private static Target int32(SchemaElement leaf) {
    var logical = leaf.getLogicalType();
    var converted = leaf.getConverted_type();
    if (isDecimal(leaf)) {
      return decimal(leaf);
    }
    if (is(logical, LogicalType._Fields.DATE) || converted == ConvertedType.DATE) {
      return Target.same(Simple.DATE);
    }
    if (is(logical, LogicalType._Fields.TIME) || converted == ConvertedType.TIME_MILLIS) {
      return new Target(Simple.TIME, Conversion.MILLIS_OF_DAY);
    }
    return switch (integer(leaf)) {
      case "INT_8" -> new Target(Simple.TINYINT, Conversion.NARROW_TO_BYTE);
      case "INT_16", "UINT_8" -> new Target(Simple.SMALLINT, Conversion.NARROW_TO_SHORT);
      case "UINT_32" -> new Target(Simple.BIGINT, Conversion.WIDEN_UNSIGNED_INT);
      default -> Target.same(Simple.INTEGER);
    };
  }

  private static Target int64(SchemaElement leaf) {
    var logical = leaf.getLogicalType();
    var converted = leaf.getConverted_type();
    if (isDecimal(leaf)) {
      return decimal(leaf);
    }
    if (is(logical, LogicalType._Fields.TIME)) {
      return new Target(Simple.TIME, of(logical.getTIME().getUnit()));
    }
    if (is(logical, LogicalType._Fields.TIMESTAMP)) {
      var timestamp = logical.getTIMESTAMP();
      return new Target(
          timestamp.isIsAdjustedToUTC() ? Simple.INSTANT : Simple.TIMESTAMP,
          of(timestamp.getUnit()));
    }
    if (converted == ConvertedType.TIME_MICROS) {
      return Target.same(Simple.TIME);
    }
    if (converted == ConvertedType.TIMESTAMP_MILLIS
        || converted == ConvertedType.TIMESTAMP_MICROS) {
      // The older annotations mean instants.
      boolean millis = converted == ConvertedType.TIMESTAMP_MILLIS;
      return new Target(Simple.INSTANT, millis ? Conversion.MILLIS : Conversion.NONE);
    }
    return integer(leaf).equals("UINT_64")
        ? new Target(new Type.Decimal(20, 0), Conversion.WIDEN_UNSIGNED_LONG)
        : Target.same(Simple.BIGINT);
  }

  private static Conversion of(TimeUnit unit) {
    if (unit.isSetMILLIS()) {
      return Conversion.MILLIS;
    }
    return unit.isSetNANOS() ? Conversion.NANOS : Conversion.NONE;
  }

  private static Target bytes(SchemaElement leaf) {
    if (isDecimal(leaf)) {
      return decimal(leaf);
    }
    var logical = leaf.getLogicalType();
    var converted = leaf.getConverted_type();
    boolean text =
        is(logical, LogicalType._Fields.STRING)
            || is(logical, LogicalType._Fields.ENUM)
            || is(logical, LogicalType._Fields.JSON)
            || converted == ConvertedType.UTF8
            || converted == ConvertedType.ENUM
            || converted == ConvertedType.JSON;
    return Target.same(text ? Simple.VARCHAR : Simple.VARBINARY);
  }

  private static Target fixed(SchemaElement leaf, int length) {
    if (isDecimal(leaf)) {
      return decimal(leaf);
    }
    if (is(leaf.getLogicalType(), LogicalType._Fields.FLOAT16) && length == HALF_FLOAT_BYTES) {
      return new Target(Simple.REAL, Conversion.HALF_FLOAT);
    }
    boolean uuid = is(leaf.getLogicalType(), LogicalType._Fields.UUID) && length == UUID_BYTES;
    return Target.same(uuid ? Simple.VARCHAR : Simple.VARBINARY);
  }

  private static boolean isDecimal(SchemaElement leaf) {
    return is(leaf.getLogicalType(), LogicalType._Fields.DECIMAL)
        || leaf.getConverted_type() == ConvertedType.DECIMAL;
  }

  private static Target decimal(SchemaElement leaf) {
    boolean logical = is(leaf.getLogicalType(), LogicalType._Fields.DECIMAL);
    int precision =
        logical ? leaf.getLogicalType().getDECIMAL().getPrecision() : leaf.getPrecision();
    int scale = logical ? leaf.getLogicalType().getDECIMAL().getScale() : leaf.getScale();
    if (precision < 1 || precision > Type.Decimal.MAX_PRECISION || scale < 0 || scale > precision) {
      throw new CorruptData(
          "column "
              + leaf.getName()
              + " of type DECIMAL("
              + precision
              + ", "
              + scale
              + "), where at most 38 digits are possible");
    }
    var type = new Type.Decimal(precision, scale);
    var conversion = decimal(leaf.getType(), type);
    if (conversion.isEmpty()) {
      throw new CorruptData(
          "column " + leaf.getName() + " of type " + type.sql() + " stored as " + leaf.getType());
    }
    return new Target(type, conversion.get());
  }

  private static Optional<Conversion> decimal(org.apache.parquet.format.Type physical, Type type) {
    boolean wide = type.layout() == Layout.INT128;
    return switch (physical) {
      case INT32 -> wide ? Optional.empty() : Optional.of(Conversion.WIDEN_INT);
      case INT64 -> Optional.of(wide ? Conversion.WIDEN_LONG : Conversion.NONE);
      case BYTE_ARRAY, FIXED_LEN_BYTE_ARRAY -> Optional.of(Conversion.BIG_ENDIAN);
      case BOOLEAN, INT96, FLOAT, DOUBLE -> Optional.empty();
    };
  }

  /// The annotation of an integer in its older spelling; empty when it has none.
  private static String integer(SchemaElement leaf) {
    if (is(leaf.getLogicalType(), LogicalType._Fields.INTEGER)) {
      var integer = leaf.getLogicalType().getINTEGER();
      return (integer.isIsSigned() ? "INT_" : "UINT_") + integer.getBitWidth();
    }
    return leaf.getConverted_type() == null ? "" : leaf.getConverted_type().name();
  }

  private static boolean is(LogicalType logical, LogicalType._Fields field) {
    return logical != null && logical.getSetField() == field;
  }
}
