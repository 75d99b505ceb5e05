package dev.mutirao.planner.relational;

import dev.mutirao.connectors.error.MutiraoException;
import dev.mutirao.planner.parser.PlacedErrors;
import dev.mutirao.planner.type.SqlTypes;
import dev.mutirao.planner.validate.Conformance;
import dev.mutirao.planner.validate.DateArithmetic;
import dev.mutirao.planner.validate.FractionalExtract;
import dev.mutirao.planner.validate.IntervalAggregate;
import dev.mutirao.planner.validate.RegistryOperator;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.apache.calcite.config.NullCollation;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.runtime.CalciteContextException;
import org.apache.calcite.sql.SqlBasicCall;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlDynamicParam;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlOperatorTable;
import org.apache.calcite.sql.SqlSelect;
import org.apache.calcite.sql.SqlWindow;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.type.SqlTypeMappingRule;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.sql.type.SqlTypeUtil;
import org.apache.calcite.sql.validate.SqlValidator;
import org.apache.calcite.sql.validate.SqlValidatorImpl;
import org.apache.calcite.sql.validate.SqlValidatorNamespace;
import org.apache.calcite.sql.validate.SqlValidatorScope;
import org.jspecify.annotations.Nullable;

/// Calcite's validator with Mutirão's settings: NULLs are the greatest values, identifiers are
/// expanded, and calls stay as they are written.
final class Validator extends SqlValidatorImpl {
  private static final SqlValidator.Config CONFIG =
      SqlValidator.Config.DEFAULT
          .withConformance(Conformance.INSTANCE)
          .withDefaultNullCollation(NullCollation.HIGH)
          .withIdentifierExpansion(true)
          .withCallRewrite(false);

  private final CatalogReader catalogReader;
  private final boolean checksStars;
  private final MixedTypes mixedTypes = new MixedTypes(this);
  private final LiteralTypes literalTypes;

  /// The calls that are as this validator wants them: Calcite asks for their types again and again.
  private final Set<SqlCall> adapted = Collections.newSetFromMap(new IdentityHashMap<>());

  /// @param texts reads text literals that become something else by themselves
  /// @param checksStars whether a `*` must not stand for columns that cannot be read yet
  Validator(
      SqlOperatorTable operators,
      CatalogReader catalog,
      RelDataTypeFactory factory,
      ConstantTexts texts,
      boolean checksStars) {
    super(
        operators,
        catalog,
        factory,
        CONFIG.withTypeCoercionFactory(
            (types, validator) -> new ImplicitCasts(types, validator, texts)));
    this.catalogReader = catalog;
    this.literalTypes = new LiteralTypes(this, texts);
    this.checksStars = checksStars;
  }

  /// Refuses a `*` that stands for a column which cannot be read yet, and types that there are not.
  @Override
  protected RelDataType validateSelectList(
      SqlNodeList items, SqlSelect select, RelDataType targetRowType) {
    for (var item : items) {
      if (checksStars && item instanceof SqlIdentifier star && star.isStar()) {
        var scope = Objects.requireNonNull(getRawSelectScope(select));
        StarCheck.check(star, scope, catalogReader.nameMatcher());
      }
    }
    var row = super.validateSelectList(items, select, targetRowType);
    for (int i = 0; i < items.size() && items.size() == row.getFieldCount(); i++) {
      var type = row.getFieldList().get(i).getType();
      PlacedErrors.placing(items.get(i).getParserPosition(), () -> SqlTypes.toType(type));
    }
    return row;
  }

  @Override
  protected void validateSelect(SqlSelect select, RelDataType targetRowType) {
    var scope = Objects.requireNonNull(getRawSelectScope(select));
    GroupingLimit.check(select);
    DoubledGroups.spellOut(select);
    MergedColumns.spellOut(select, scope, catalogReader.nameMatcher());
    super.validateSelect(select, targetRowType);
  }

  /// What is wrong with the data of a view or a table is told where the query names it.
  @Override
  protected void validateNamespace(SqlValidatorNamespace namespace, RelDataType targetRowType) {
    try {
      super.validateNamespace(namespace, targetRowType);
    } catch (MutiraoException e) {
      throw namespace.getNode() instanceof SqlIdentifier name
          ? PlacedErrors.placed(e, name.getParserPosition())
          : e;
    } catch (CalciteContextException e) {
      throw mixedTypes.named(e, namespace.getNode());
    }
  }

  /// An error without a place is one of the window.
  @Override
  public void validateWindow(
      SqlNode windowOrName, SqlValidatorScope scope, @Nullable SqlCall call) {
    try {
      super.validateWindow(windowOrName, scope, call);
    } catch (CalciteContextException e) {
      if (e.getPosLine() == 0) {
        var place = windowOrName.getParserPosition();
        e.setPosition(place.getLineNum(), place.getColumnNum());
      }
      throw mixedTypes.named(e, windowOrName);
    }
  }

  /// Casts that are added to operands are in the keys when HAVING is looked at, and not in HAVING,
  /// so that Calcite does not know `d > '2024-01-01'` again: it is asked once more with them.
  @Override
  protected void validateHavingClause(SqlSelect select) {
    try {
      super.validateHavingClause(select);
    } catch (CalciteContextException unknown) {
      deriveType(getSelectScope(select), Objects.requireNonNull(select.getHaving()));
      super.validateHavingClause(select);
    }
  }

  /// Names that call functions without parentheses: not `user`, which is a column.
  @Override
  public @Nullable SqlCall makeNullaryCall(SqlIdentifier name) {
    return name.isSimple() && name.getSimple().equalsIgnoreCase("user")
        ? null
        : super.makeNullaryCall(name);
  }

  /// Which casts can be written: also those between BOOLEAN and integers.
  @Override
  public SqlTypeMappingRule getTypeMappingRule() {
    return Conversions.RULE;
  }

  /// A parameter of which nothing says what it is, as in `upper(?) || ?`, is a text; one in a
  /// COALESCE, IN, LAG or LEAD is what the values beside it are.
  @Override
  protected void inferUnknownTypes(
      RelDataType inferredType, SqlValidatorScope scope, SqlNode node) {
    switch (node) {
      case SqlDynamicParam parameter when inferredType.equals(unknownType) -> {
        var known = getValidatedNodeTypeIfKnown(parameter);
        if (known == null || known.equals(unknownType)) {
          super.inferUnknownTypes(typeFactory.createSqlType(SqlTypeName.VARCHAR), scope, node);
        }
      }
      case SqlCall call when call.getKind() == SqlKind.COALESCE ->
          inferParameters(inferredType, scope, call.getOperandList());
      case SqlCall call when call.getKind() == SqlKind.LAG || call.getKind() == SqlKind.LEAD ->
          inferShift(inferredType, scope, call);
      case SqlCall call
          when (call.getKind() == SqlKind.IN || call.getKind() == SqlKind.NOT_IN)
              && call.operand(1) instanceof SqlNodeList list -> {
        var values = new ArrayList<SqlNode>(list);
        values.add(call.operand(0));
        inferParameters(unknownType, scope, values);
      }
      default -> super.inferUnknownTypes(inferredType, scope, node);
    }
  }

  /// Parameters among values that have one type are of that type, once it is known.
  ///
  /// @param otherwise their type where no value tells it
  private void inferParameters(
      RelDataType otherwise, SqlValidatorScope scope, List<SqlNode> values) {
    for (var value : values) {
      if (!(value instanceof SqlDynamicParam)) {
        inferUnknownTypes(otherwise, scope, value);
      }
    }
    var type = literalTypes.common(scope, values).orElse(otherwise);
    for (var value : values) {
      if (value instanceof SqlDynamicParam) {
        inferUnknownTypes(type, scope, value);
      }
    }
  }

  private void inferShift(RelDataType inferredType, SqlValidatorScope scope, SqlCall call) {
    var operands = call.getOperandList();
    if (operands.size() > 1) {
      inferUnknownTypes(typeFactory.createSqlType(SqlTypeName.BIGINT), scope, operands.get(1));
    }
    var values =
        operands.size() > 2
            ? List.of(operands.get(0), operands.get(2))
            : List.of(operands.getFirst());
    inferParameters(inferredType, scope, values);
  }

  /// Text literals take the type of the other values of their column.
  @Override
  protected void validateValues(
      SqlCall values, RelDataType targetRowType, SqlValidatorScope scope) {
    var rows = values.getOperandList().stream().map(SqlCall.class::cast).toList();
    int columns = rows.stream().mapToInt(SqlCall::operandCount).min().orElse(0);
    if (rows.size() > 1) {
      for (int i = 0; i < columns; i++) {
        int column = i;
        var cells = rows.stream().map(row -> row.<SqlNode>operand(column)).toList();
        if (cells.stream().anyMatch(SqlDynamicParam.class::isInstance)) {
          inferParameters(unknownType, scope, cells);
        }
        literalTypes.ofColumn(scope, rows, column);
      }
    }
    super.validateValues(values, targetRowType, scope);
  }

  /// Where Mutirão's operators differ from Calcite's, they take their places first.
  @Override
  public RelDataType deriveType(SqlValidatorScope scope, SqlNode expression) {
    if (expression instanceof SqlCall call && !adapted.contains(call)) {
      literalTypes.ofOperands(scope, call);
      if (call instanceof SqlBasicCall basic) {
        adapt(scope, basic);
      }
      if (call.getOperandList().stream().noneMatch(SqlDynamicParam.class::isInstance)) {
        adapted.add(call); // a parameter may not have its type yet
      }
    }
    var type = derived(scope, expression);
    return expression instanceof SqlCall over && over.getKind() == SqlKind.OVER
        ? overExclusion(scope, over, type)
        : type;
  }

  /// Dates also take whole numbers of days, and the difference of two is one; seconds have
  /// fractions; intervals have sums and means; the rest of a DOUBLE is one; a DECIMAL has the
  /// digits of what is cast to it; what stands beside a text and `||` becomes text.
  private void adapt(SqlValidatorScope scope, SqlBasicCall call) {
    switch (call.getKind()) {
      case PLUS, MINUS -> {
        if (call.operandCount() == 2) {
          var left = deriveType(scope, call.operand(0));
          var right = deriveType(scope, call.operand(1));
          DateArithmetic.operator(call.getKind(), left, right).ifPresent(call::setOperator);
        }
      }
      case EXTRACT -> {
        var from = deriveType(scope, call.operand(1));
        FractionalExtract.operator(call.operand(0), from).ifPresent(call::setOperator);
      }
      case SUM, AVG -> {
        if (call.operandCount() == 1) {
          var argument = deriveType(scope.getOperandScope(call), call.operand(0));
          IntervalAggregate.of(call, argument).ifPresent(call::setOperator);
        }
      }
      case CAST, SAFE_CAST -> {
        OpenDecimals.close(this, call, deriveType(scope, call.operand(0)));
        literalTypes.check(call);
      }
      case LAG, LEAD -> {
        if (call.operandCount() == 3) {
          mixedTypes.refuseText(
              call, deriveType(scope, call.operand(0)), deriveType(scope, call.operand(2)));
        }
      }
      default -> {
        var operator = call.getOperator();
        if (operator.equals(SqlStdOperatorTable.PERCENT_REMAINDER)
            && call.getOperandList().stream()
                .anyMatch(each -> SqlTypeUtil.isApproximateNumeric(deriveType(scope, each)))) {
          call.setOperator(RegistryOperator.REMAINDER);
        }
        if (operator.equals(SqlStdOperatorTable.CONCAT)) {
          TextOperands.cast(this, scope, call);
        }
      }
    }
  }

  private RelDataType derived(SqlValidatorScope scope, SqlNode expression) {
    try {
      return super.deriveType(scope, expression);
    } catch (CalciteContextException e) {
      throw mixedTypes.named(e, expression);
    }
  }

  /// Calcite forgets the frame of a window that refers to another one, as in `OVER (w ROWS 1
  /// PRECEDING)`.
  @Override
  public SqlWindow resolveWindow(SqlNode windowOrName, SqlValidatorScope scope) {
    var resolved = super.resolveWindow(windowOrName, scope);
    var written =
        windowOrName instanceof SqlIdentifier name
            ? getWindowByName(name, scope)
            : (SqlWindow) windowOrName;
    if (written.getRefName() == null || written.getLowerBound() == null) {
      return resolved;
    }
    var position = written.getParserPosition();
    return SqlWindow.create(
        null,
        null,
        resolved.getPartitionList(),
        resolved.getOrderList(),
        SqlLiteral.createBoolean(written.isRows(), position),
        written.getLowerBound(),
        written.getUpperBound(),
        null,
        written.getExclude(),
        position);
  }

  /// Where rows are excluded, a frame can be empty whatever its bounds are.
  private RelDataType overExclusion(SqlValidatorScope scope, SqlCall over, RelDataType type) {
    var window = resolveWindow(over.operand(1), scope);
    SqlNode function = over.operand(0);
    if (SqlWindow.isExcludeNoOthers(window.getExclude())
        || type.isNullable()
        || function.getKind() == SqlKind.COUNT) {
      return type;
    }
    var nullable = typeFactory.createTypeWithNullability(type, true);
    setValidatedNodeType(over, nullable);
    setValidatedNodeType(function, nullable);
    return nullable;
  }
}
