package dev.mutirao.planner.relational;

import dev.mutirao.connectors.type.Type;
import dev.mutirao.planner.type.SqlTypes;
import java.util.List;
import java.util.Locale;
import org.apache.calcite.config.CalciteConnectionConfig;
import org.apache.calcite.jdbc.CalciteSchema;
import org.apache.calcite.prepare.CalciteCatalogReader;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.type.SqlTypeName;
import org.jspecify.annotations.Nullable;

/// Looks names up without regard to case, and knows PostgreSQL's names of types beside the
/// standard's.
final class CatalogReader extends CalciteCatalogReader {
  /// The names of types that a misspelt one can mean.
  static final List<String> TYPE_NAMES =
      List.of(
          "BOOLEAN",
          "TINYINT",
          "SMALLINT",
          "INTEGER",
          "BIGINT",
          "REAL",
          "DOUBLE",
          "DECIMAL",
          "NUMERIC",
          "VARCHAR",
          "TEXT",
          "CHAR",
          "VARBINARY",
          "DATE",
          "TIME",
          "TIMESTAMP",
          "TIMESTAMPTZ",
          "INTERVAL");

  CatalogReader(CalciteSchema root, RelDataTypeFactory factory) {
    super(
        root,
        List.of(),
        factory,
        CalciteConnectionConfig.DEFAULT.set(
            org.apache.calcite.config.CalciteConnectionProperty.CASE_SENSITIVE, "false"));
  }

  @Override
  public @Nullable RelDataType getNamedType(SqlIdentifier name) {
    if (!name.isSimple()) {
      return null;
    }
    if (name.getSimple().equalsIgnoreCase("interval")) {
      return SqlTypes.toCalcite(typeFactory, Type.Simple.INTERVAL_MICROS, false);
    }
    var type =
        switch (name.getSimple().toLowerCase(Locale.ROOT)) {
          case "text", "string" -> SqlTypeName.VARCHAR;
          case "bool" -> SqlTypeName.BOOLEAN;
          case "int1" -> SqlTypeName.TINYINT;
          case "int2" -> SqlTypeName.SMALLINT;
          case "int4" -> SqlTypeName.INTEGER;
          case "int8" -> SqlTypeName.BIGINT;
          case "float4" -> SqlTypeName.REAL;
          case "float8" -> SqlTypeName.DOUBLE;
          case "bytea", "blob" -> SqlTypeName.VARBINARY;
          case "timestamptz" -> SqlTypeName.TIMESTAMP_WITH_LOCAL_TIME_ZONE;
          default -> null;
        };
    return type == null ? null : typeFactory.createSqlType(type);
  }
}
