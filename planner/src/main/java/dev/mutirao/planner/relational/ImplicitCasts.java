package dev.mutirao.planner.relational;

import dev.mutirao.connectors.error.ErrorCode;
import dev.mutirao.connectors.type.Type.Decimal;
import dev.mutirao.planner.parser.PlacedErrors;
import dev.mutirao.planner.type.SqlTypes;
import dev.mutirao.planner.validate.TextLiteral;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.sql.SqlCallBinding;
import org.apache.calcite.sql.SqlCharStringLiteral;
import org.apache.calcite.sql.SqlDynamicParam;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlUtil;
import org.apache.calcite.sql.fun.SqlCase;
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
    if (scope != null && isSameInterval(validator.deriveType(scope, node), target)) {
      return false;
    }
    if (scope != null && !(node instanceof SqlDynamicParam)) {
      check(node, validator.deriveType(scope, node), target);
    }
    return true;
  }

  /// Of columns of queries that are put together, and of which one is text and one is not, the type
  /// of the other: text literals become it.
  @Override
  public @Nullable RelDataType getWiderTypeFor(List<RelDataType> types, boolean stringPromotion) {
    var others = types.stream().filter(type -> !SqlTypeUtil.isCharacter(type)).toList();
    boolean isMixed = !others.isEmpty() && others.size() < types.size();
    var common = isMixed ? factory.leastRestrictive(others) : null;
    return common == null
            || common.getSqlTypeName() == SqlTypeName.NULL
            || SqlTypeUtil.isInterval(common)
        ? super.getWiderTypeFor(types, stringPromotion)
        : factory.createTypeWithNullability(
            common, types.stream().anyMatch(RelDataType::isNullable));
  }

  /// CASE and COALESCE: where there are texts that are no literals, all have to be texts.
  @Override
  public boolean caseOrEquivalentCoercion(SqlCallBinding binding) {
    var scope = Objects.requireNonNull(binding.getScope(), "calls of a statement have a scope");
    var values = new ArrayList<SqlNode>();
    if (binding.getCall() instanceof SqlCase cases) {
      values.addAll(cases.getThenOperands());
      values.add(cases.getElseOperand());
    } else {
      values.addAll(binding.operands());
    }
    var types = values.stream().map(value -> validator.deriveType(scope, value)).toList();
    var text = types.stream().filter(SqlTypeUtil::isCharacter).findFirst();
    for (int i = 0; i < values.size() && text.isPresent(); i++) {
      check(values.get(i), types.get(i), text.get());
    }
    return super.caseOrEquivalentCoercion(binding);
  }

  /// Intervals differ in Calcite's units only: there are two types, months and microseconds.
  private static boolean isSameInterval(RelDataType from, RelDataType to) {
    return SqlTypeUtil.isInterval(from)
        && SqlTypeUtil.isInterval(to)
        && SqlTypes.toType(from) == SqlTypes.toType(to);
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
    if (text == null) {
      return;
    }
    var place = literal.getParserPosition();
    ConstantTexts.refuse(place, texts.problem(text, type));
    var known = SqlTypes.toType(type);
    if (known instanceof Decimal(int _, int scale)
        && literal instanceof SqlCharStringLiteral written
        && TextLiteral.type(written, known) instanceof Decimal(int _, int digits)
        && digits > scale) {
      throw PlacedErrors.at(
          place,
          ErrorCode.TYPE_MISMATCH,
          SqlText.of(literal) + " has more digits than " + known.sql() + "; cast it");
    }
  }
}
