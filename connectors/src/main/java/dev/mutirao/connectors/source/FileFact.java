package dev.mutirao.connectors.source;

import dev.mutirao.connectors.type.Field;
import dev.mutirao.connectors.type.Schema;
import dev.mutirao.connectors.type.Type;

/// What a source may know of all rows of a file without reading them. Columns are indices into the
/// table's schema.
public sealed interface FileFact {
  /// The column that tells the fact, of a table with the given columns.
  Field field(Schema table);

  /// How many rows there are.
  record Rows() implements FileFact {
    @Override
    public Field field(Schema table) {
      return new Field("count(*)", Type.Simple.BIGINT, false);
    }
  }

  /// How many values of a column are not NULL.
  record Values(int column) implements FileFact {
    @Override
    public Field field(Schema table) {
      var name = "count(" + table.field(column).name() + ")";
      return new Field(name, Type.Simple.BIGINT, false);
    }
  }

  /// The least value of a column, NULL when all are NULL.
  record Least(int column) implements FileFact {
    @Override
    public Field field(Schema table) {
      return Field.of("min(" + table.field(column).name() + ")", table.type(column));
    }
  }

  /// The greatest value of a column, NULL when all are NULL.
  record Greatest(int column) implements FileFact {
    @Override
    public Field field(Schema table) {
      return Field.of("max(" + table.field(column).name() + ")", table.type(column));
    }
  }
}
