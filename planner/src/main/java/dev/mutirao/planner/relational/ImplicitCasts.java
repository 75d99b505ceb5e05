package dev.mutirao.planner.relational;

import dev.mutirao.connectors.error.ErrorCode;
import dev.mutirao.planner.parser.PlacedErrors;
import dev.mutirao.planner.type.SqlTypes;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.sql.SqlDynamicParam;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlUtil;
import org.apache.calcite.sql.type.SqlTypeMappingRule;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.sql.type.SqlTypeUtil;
import org.apache.calcite.sql.validate.SqlValidator;
import org.apache.calcite.sql.validate.SqlValidatorScope;
import org.apache.calcite.sql.validate.implicit.TypeCoercionImpl;
import org.apache.calcite.util.NlsString;
import org.jspecify.annotations.Nullable;

/// Lets numbers widen and text literals take the type of the other side, and refuses to mix other
/// text with numbers or dates. A literal that cannot be read as that type is refused where it
/// stands, whether a row needs it or not.
final class ImplicitCasts extends TypeCoercionImpl {
  private final ConstantTexts texts;

  ImplicitCasts(RelDataTypeFactory factory, SqlValidator validator, ConstantTexts texts) {
    super(factory, validator);
    this.texts = texts;
  }

  @Override
  protected boolean needToCast(
      @Nullable SqlValidatorScope scope,
      SqlNode node,
      RelDataType target,
      SqlTypeMappingRule rule) {
    if (!super.needToCast(scope, node, target, rule)) {
      return false;
    }
    if (scope != null && !(node instanceof SqlDynamicParam)) {
      check(node, validator.deriveType(scope, node), target);
    }
    return true;
  }

  private void check(SqlNode node, RelDataType from, RelDataType to) {
    var fromText = SqlTypeUtil.isCharacter(from);
    var toText = SqlTypeUtil.isCharacter(to);
    var free = from.getSqlTypeName() == SqlTypeName.NULL || (fromText && SqlUtil.isLiteral(node));
    if (fromText && !toText && SqlUtil.isLiteral(node)) {
      read(node, to);
    }
    if (fromText == toText || free) {
      return;
    }
    var position = node.getParserPosition();
    // Where any number will do, Calcite asks for its default decimal.
    var type = to.getSqlTypeName() == SqlTypeName.DECIMAL ? "DOUBLE" : SqlTypes.toType(to).sql();
    throw PlacedErrors.at(
        position,
        ErrorCode.TYPE_MISMATCH,
        SqlTypes.toType(from).sql()
            + " does not become "
            + type
            + " by itself; write CAST("
            + SqlText.of(node)
            + " AS "
            + type
            + "), or TRY_CAST to get NULL where it does not fit");
  }

  private void read(SqlNode literal, RelDataType type) {
    var text = SqlLiteral.value(literal) instanceof NlsString value ? value.getValue() : null;
    if (text != null) {
      ConstantTexts.refuse(literal.getParserPosition(), texts.problem(text, type));
    }
  }
}
