package dev.mutirao.server.arrow;

import dev.mutirao.connectors.error.ClusterErrors;
import dev.mutirao.connectors.type.Field;
import dev.mutirao.connectors.type.Schema;
import dev.mutirao.connectors.type.Type;
import org.apache.arrow.vector.types.pojo.ArrowType;

/// Reads back which columns an Arrow schema in {@link ArrowForm#CLIENT} form stands for.
public final class ClientSchema {
  private ClientSchema() {}

  /// The engine's schema of what a server sends to clients.
  ///
  /// @throws dev.mutirao.connectors.error.MutiraoException when a type is none that servers send
  public static Schema read(org.apache.arrow.vector.types.pojo.Schema schema) {
    return new Schema(
        schema.getFields().stream()
            .map(field -> new Field(field.getName(), type(field.getType()), field.isNullable()))
            .toList());
  }

  private static Type type(ArrowType type) {
    if (type instanceof ArrowType.Decimal decimal) {
      return new Type.Decimal(decimal.getPrecision(), decimal.getScale());
    }
    for (var simple : Type.Simple.values()) {
      if (ArrowForm.CLIENT.type(simple).equals(type)) {
        return simple;
      }
    }
    throw ClusterErrors.malformedMessage("schema", "a column of Arrow type " + type, null);
  }
}
