package dev.mutirao.planner.relational;

import dev.mutirao.planner.validate.Conformance;
import org.apache.calcite.config.NullCollation;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.sql.SqlOperatorTable;
import org.apache.calcite.sql.validate.SqlValidator;
import org.apache.calcite.sql.validate.SqlValidatorImpl;

/// Calcite's validator with Mutirão's settings: NULLs are the greatest values, identifiers are
/// expanded, and calls stay as they are written.
final class Validator extends SqlValidatorImpl {
  private static final SqlValidator.Config CONFIG =
      SqlValidator.Config.DEFAULT
          .withConformance(Conformance.INSTANCE)
          .withDefaultNullCollation(NullCollation.HIGH)
          .withIdentifierExpansion(true)
          .withCallRewrite(false)
          .withTypeCoercionFactory(ImplicitCasts::new);

  Validator(SqlOperatorTable operators, CatalogReader catalog, RelDataTypeFactory factory) {
    super(operators, catalog, factory, CONFIG);
  }
}
