package dev.mutirao.planner.relational;

import org.apache.calcite.sql.SqlCharStringLiteral;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.util.SqlShuttle;
import org.apache.calcite.util.NlsString;
import org.jspecify.annotations.Nullable;

/// Makes `E'...'` and `U&'...'` texts like all others; Calcite gives them a character set of their
/// own.
final class PlainTexts extends SqlShuttle {
  @Override
  public @Nullable SqlNode visit(SqlLiteral literal) {
    return literal instanceof SqlCharStringLiteral text
            && text.getValue() instanceof NlsString value
            && value.getCharsetName() != null
        ? SqlLiteral.createCharString(value.getValue(), text.getParserPosition())
        : literal;
  }
}
