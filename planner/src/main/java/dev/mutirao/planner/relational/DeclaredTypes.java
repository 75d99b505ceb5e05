package dev.mutirao.planner.relational;

import dev.mutirao.connectors.type.Field;
import dev.mutirao.planner.type.MutiraoTypeFactory;
import dev.mutirao.planner.type.SqlTypes;
import java.util.Optional;
import org.apache.calcite.jdbc.CalciteSchema;
import org.apache.calcite.runtime.CalciteContextException;
import org.apache.calcite.sql.SqlDataTypeSpec;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;

/// Understands the types in a list of column definitions.
public final class DeclaredTypes {
  private DeclaredTypes() {}

  /// @throws dev.mutirao.connectors.error.MutiraoException when there is no such type
  public static Field field(String name, SqlDataTypeSpec type) {
    var factory = new MutiraoTypeFactory();
    var catalog = new CatalogReader(CalciteSchema.createRootSchema(false, false), factory);
    var validator =
        new Validator(
            SqlStdOperatorTable.instance(),
            catalog,
            factory,
            (text, unused) -> Optional.empty(),
            true);
    try {
      var nullable = !Boolean.FALSE.equals(type.getNullable());
      var closed = OpenDecimals.closed(validator, type);
      return new Field(name, SqlTypes.toType(closed.deriveType(validator)), nullable);
    } catch (CalciteContextException e) {
      throw ValidationErrors.of(e, KnownNames.NONE);
    }
  }
}
