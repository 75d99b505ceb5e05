package dev.mutirao.server.flightsql;

import dev.mutirao.connectors.type.Field;
import dev.mutirao.connectors.type.Schema;
import dev.mutirao.connectors.type.Type;
import dev.mutirao.server.arrow.ArrowForm;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.arrow.flight.sql.FlightSqlColumnMetadata;
import org.jspecify.annotations.Nullable;

/// Arrow schemas for clients, whose fields say in metadata what SQL knows about a column.
final class ClientColumns {
  private ClientColumns() {}

  /// The schema of a result.
  static org.apache.arrow.vector.types.pojo.Schema ofResult(Schema schema) {
    return schema(schema, null);
  }

  /// The schema of a table or view.
  static org.apache.arrow.vector.types.pojo.Schema ofTable(Schema schema, String table) {
    return schema(schema, table);
  }

  /// The schema of a prepared statement's parameters, which have only numbers for names.
  static org.apache.arrow.vector.types.pojo.Schema ofParameters(List<Type> types) {
    return schema(
        new Schema(
            IntStream.range(0, types.size())
                .mapToObj(i -> Field.of(String.valueOf(i + 1), types.get(i)))
                .toList()),
        null);
  }

  private static org.apache.arrow.vector.types.pojo.Schema schema(
      Schema schema, @Nullable String table) {
    return new org.apache.arrow.vector.types.pojo.Schema(
        schema.fields().stream()
            .map(field -> ArrowForm.CLIENT.field(field, metadata(field.type(), table)))
            .toList());
  }

  private static Map<String, String> metadata(Type type, @Nullable String table) {
    var metadata =
        new FlightSqlColumnMetadata.Builder()
            .typeName(type instanceof Type.Decimal ? "DECIMAL" : type.sql())
            .precision(precision(type))
            .scale(type instanceof Type.Decimal decimal ? decimal.scale() : fraction(type))
            .isAutoIncrement(false)
            .isCaseSensitive(type == Type.Simple.VARCHAR)
            .isReadOnly(true)
            .isSearchable(true);
    if (table != null) {
      metadata
          .catalogName(CatalogListing.CATALOG)
          .schemaName(CatalogListing.SCHEMA)
          .tableName(table);
    }
    return metadata.build().getMetadataMap();
  }

  /// Digits of a number, characters of a date or time, the longest text.
  static int precision(Type type) {
    return switch (type) {
      case Type.Decimal(int precision, int ignored) -> precision;
      case Type.Simple simple ->
          switch (simple) {
            case BOOLEAN, NULL -> 1;
            case TINYINT -> 3;
            case SMALLINT -> 5;
            case INTEGER -> 10;
            case BIGINT -> 19;
            case REAL -> 7;
            case DOUBLE -> 15;
            case VARCHAR, VARBINARY -> Integer.MAX_VALUE;
            case DATE -> 10;
            case TIME -> 15;
            case TIMESTAMP -> 26;
            case INSTANT -> 32;
            case INTERVAL_MONTHS -> 10;
            case INTERVAL_MICROS -> 26;
          };
    };
  }

  private static int fraction(Type type) {
    return type == Type.Simple.TIME || type == Type.Simple.TIMESTAMP || type == Type.Simple.INSTANT
        ? 6
        : 0;
  }
}
