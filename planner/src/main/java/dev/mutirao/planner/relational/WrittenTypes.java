package dev.mutirao.planner.relational;

import dev.mutirao.connectors.error.ErrorCode;
import dev.mutirao.connectors.type.Type.Decimal;
import dev.mutirao.planner.parser.PlacedErrors;
import org.apache.calcite.sql.SqlBasicTypeNameSpec;
import org.apache.calcite.sql.SqlDataTypeSpec;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.sql.util.SqlShuttle;
import org.jspecify.annotations.Nullable;

/// Gives types in statements their meaning: `TIMESTAMP WITH TIME ZONE` is an instant, as in
/// PostgreSQL, and a DECIMAL that has more digits than there are is refused rather than cut.
final class WrittenTypes extends SqlShuttle {
  @Override
  public @Nullable SqlNode visit(SqlDataTypeSpec type) {
    if (!(type.getTypeNameSpec() instanceof SqlBasicTypeNameSpec basic)) {
      return type;
    }
    var position = type.getParserPosition();
    var name = basic.getTypeName().getSimple();
    if (name.equals(SqlTypeName.TIMESTAMP_TZ.name())) {
      return new SqlDataTypeSpec(
          new SqlBasicTypeNameSpec(
              SqlTypeName.TIMESTAMP_WITH_LOCAL_TIME_ZONE, basic.getPrecision(), position),
          position);
    }
    if (name.equals(SqlTypeName.DECIMAL.name())
        && (basic.getPrecision() > Decimal.MAX_PRECISION
            || basic.getScale() > Math.max(0, basic.getPrecision()))) {
      throw PlacedErrors.at(
          position,
          ErrorCode.INVALID_STATEMENT,
          "a DECIMAL has 1 to "
              + Decimal.MAX_PRECISION
              + " digits, and at most as many of them after the point: DECIMAL("
              + basic.getPrecision()
              + (basic.getScale() >= 0 ? ", " + basic.getScale() : "")
              + ")");
    }
    return type;
  }
}
