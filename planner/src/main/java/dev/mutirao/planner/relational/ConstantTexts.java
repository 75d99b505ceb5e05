package dev.mutirao.planner.relational;

import dev.mutirao.connectors.error.MutiraoException;
import dev.mutirao.planner.parser.PlacedErrors;
import java.util.Optional;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.sql.parser.SqlParserPos;

/// Reads texts of a statement as values of a type.
interface ConstantTexts {
  /// Why the text cannot be read as a value of the type, if so.
  Optional<MutiraoException> problem(String text, RelDataType type);

  /// Refuses the text that stands at a place, if there is a problem with it.
  static void refuse(SqlParserPos place, Optional<MutiraoException> problem) {
    if (problem.isPresent()) {
      throw PlacedErrors.at(place, problem.get().code(), problem.get().getMessage());
    }
  }
}
