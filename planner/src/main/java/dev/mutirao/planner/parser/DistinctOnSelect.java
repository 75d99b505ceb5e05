package dev.mutirao.planner.parser;

import com.google.common.collect.Iterables;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.SqlSelect;
import org.apache.calcite.sql.SqlSelectOperator;
import org.apache.calcite.sql.SqlSyntax;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.type.ReturnTypes;
import org.apache.calcite.util.ImmutableNullableList;
import org.jspecify.annotations.Nullable;

/// `SELECT DISTINCT ON (...)` as it is written. It never meets the validator: the planner spells it
/// out as a window function. What changes parts of it, which are those of a query and ON behind
/// them, gets one again.
public final class DistinctOnSelect extends SqlSelect {
  private static final SqlOperator OPERATOR = new Operator();

  private final SqlNodeList on;

  private DistinctOnSelect(SqlNodeList on, SqlSelect select, SqlParserPos position) {
    super(
        position,
        null,
        select.getSelectList(),
        select.getFrom(),
        select.getWhere(),
        select.getGroup(),
        select.getHaving(),
        select.getWindowList(),
        select.getQualify(),
        null,
        null,
        null,
        select.getHints());
    this.on = on;
  }

  /// `select` itself when it has no DISTINCT ON.
  public static SqlSelect of(@Nullable SqlNodeList on, SqlSelect select) {
    return on == null ? select : new DistinctOnSelect(on, select, select.getParserPosition());
  }

  @Override
  public SqlOperator getOperator() {
    return OPERATOR;
  }

  @Override
  public List<SqlNode> getOperandList() {
    return ImmutableNullableList.copyOf(Iterables.concat(super.getOperandList(), List.of(on)));
  }

  /// The expressions that tell rows apart.
  public SqlNodeList on() {
    return on;
  }

  /// The parser clones what stands in parentheses.
  @Override
  public SqlNode clone(SqlParserPos position) {
    return new DistinctOnSelect(on, this, position);
  }

  /// The same query without DISTINCT ON, that keeps the rows for which `condition` holds.
  public SqlSelect qualified(SqlNode condition) {
    return new SqlSelect(
        getParserPosition(),
        null,
        getSelectList(),
        getFrom(),
        getWhere(),
        getGroup(),
        getHaving(),
        getWindowList(),
        condition,
        null,
        null,
        null,
        getHints());
  }

  private static final class Operator extends SqlOperator {
    Operator() {
      super("SELECT DISTINCT ON", SqlKind.SELECT, 2, true, ReturnTypes.SCOPE, null, null);
    }

    @Override
    public SqlSyntax getSyntax() {
      return SqlSyntax.SPECIAL;
    }

    @Override
    public SqlCall createCall(
        @Nullable SqlLiteral quantifier, SqlParserPos position, @Nullable SqlNode... operands) {
      int last = operands.length - 1;
      var select =
          (SqlSelect)
              SqlSelectOperator.INSTANCE.createCall(
                  quantifier, position, Arrays.copyOf(operands, last));
      return new DistinctOnSelect(
          (SqlNodeList) Objects.requireNonNull(operands[last]), select, position);
    }
  }
}
