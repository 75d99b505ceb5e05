package dev.mutirao.planner.function;

import dev.mutirao.connectors.error.ErrorCode;
import dev.mutirao.connectors.error.MutiraoException;
import dev.mutirao.connectors.source.TableDescription;
import dev.mutirao.connectors.source.TableStatistics;
import dev.mutirao.connectors.type.Literal;
import dev.mutirao.connectors.type.Type;
import dev.mutirao.executor.function.FunctionRegistry;
import dev.mutirao.executor.function.TableOverload;
import dev.mutirao.executor.tablefunction.TableCall;
import dev.mutirao.executor.userfunction.UserFunction;
import dev.mutirao.planner.expression.Literals;
import dev.mutirao.planner.parser.PlacedErrors;
import dev.mutirao.planner.parser.StatementNode;
import dev.mutirao.planner.relational.Query;
import dev.mutirao.planner.type.SqlTypes;
import dev.mutirao.planner.validate.Operators;
import dev.mutirao.planner.validate.TextArguments;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.calcite.plan.RelOptCluster;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.core.Values;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexUtil;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlDynamicParam;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;

/// The functions in Java that one statement calls in its FROM clauses. Their arguments are computed
/// while the statement is planned. Used by one thread.
public final class JavaTables {
  private final Operators operators;
  private final FunctionRegistry functions;
  private final RelOptCluster cluster;
  private final Function<SqlNode, Query> translator;
  private int varying;

  /// @param translator validates a query of the statement
  public JavaTables(
      Operators operators, RelOptCluster cluster, Function<SqlNode, Query> translator) {
    this.operators = operators;
    this.functions = operators.functions();
    this.cluster = cluster;
    this.translator = translator;
  }

  /// The table that a call gives; empty when there is no such function.
  ///
  /// @throws MutiraoException when the function gives no rows, an argument is not constant, or none
  ///   of the types that the function takes
  public Optional<TableDescription> table(SqlCall call) {
    return operators.ofUser(call.getOperator().getName()).map(function -> table(function, call));
  }

  private TableDescription table(UserFunction function, SqlCall call) {
    if (function.kind() != UserFunction.Kind.TABLE) {
      throw at(
          call,
          ErrorCode.INVALID_STATEMENT,
          function.name() + " gives one value; call it in an expression");
    }
    var arguments = new ArrayList<RexNode>();
    for (var argument : call.getOperandList()) {
      checkConstant(function, argument);
      arguments.add(expression(argument));
    }
    var given = arguments.stream().map(each -> SqlTypes.toType(each.getType())).toList();
    var types = resolve(function, given).isPresent() ? given : textTypes(function, call, given);
    var overload = resolve(function, types).orElseThrow(() -> wrongTypes(function, given, call));
    var parameters = overload.parameters(types).orElseThrow();
    var values = new ArrayList<Literal>();
    for (int i = 0; i < arguments.size(); i++) {
      var argument = call.<SqlNode>operand(i);
      values.add(
          value(arguments.get(i), parameters.get(i))
              .orElseThrow(() -> notConstant(function, argument)));
    }
    int number = function.deterministic() ? 0 : ++varying;
    var handle = new TableCall(function.qualifiedName(), values, number).handle(overload.columns());
    return new TableDescription(handle, TableStatistics.UNKNOWN);
  }

  private Optional<TableOverload> resolve(UserFunction function, List<Type> types) {
    return functions.resolveTable(function.qualifiedName(), types);
  }

  /// The types where text literals become what the function takes; as they were when it does not
  /// take them either.
  private List<Type> textTypes(UserFunction function, SqlCall call, List<Type> types) {
    return function.overloads().size() == 1
        ? TextArguments.types(
                call,
                types,
                free -> resolve(function, free).flatMap(overload -> overload.parameters(free)))
            .orElse(types)
        : types;
  }

  private static void checkConstant(UserFunction function, SqlNode argument) {
    if (argument.getKind() == SqlKind.ARGUMENT_ASSIGNMENT) {
      throw at(
          argument,
          ErrorCode.INVALID_ARGUMENT,
          "the arguments of " + function.name() + " are given by their places, not by names");
    }
    if (FunctionBody.namesColumns(argument)
        || Within.any(argument, node -> node instanceof SqlDynamicParam)) {
      throw at(
          argument,
          ErrorCode.NOT_SUPPORTED,
          "the arguments of "
              + function.name()
              + " must be constants: neither columns of other tables (LATERAL), queries nor ?");
    }
  }

  private RexNode expression(SqlNode argument) {
    var select = StatementNode.select(SqlNodeList.of(argument), null, argument.getParserPosition());
    var query = translator.apply(select);
    int column = query.columns().getFirst();
    return switch (query.tree()) {
      case Project project -> project.getProjects().get(column);
      case Values values -> values.getTuples().getFirst().get(column);
      default -> throw new IllegalStateException("not one value: " + query.tree());
    };
  }

  private Optional<Literal> value(RexNode argument, Type type) {
    var builder = cluster.getRexBuilder();
    var wanted = SqlTypes.toCalcite(builder.getTypeFactory(), type, true);
    var cast =
        SqlTypes.toType(argument.getType()).equals(type)
            ? argument
            : builder.makeAbstractCast(wanted, argument, false);
    var reduced = new ArrayList<RexNode>();
    Objects.requireNonNull(cluster.getPlanner().getExecutor(), "set by us")
        .reduce(builder, List.of(cast), reduced);
    return RexUtil.removeNullabilityCast(builder.getTypeFactory(), reduced.getFirst())
            instanceof RexLiteral literal
        ? Optional.of(Literals.of(literal, type))
        : Optional.empty();
  }

  private static MutiraoException wrongTypes(
      UserFunction function, List<Type> types, SqlCall call) {
    var got = types.stream().map(Type::sql).collect(Collectors.joining(", ", "(", ")"));
    return at(
        call,
        ErrorCode.TYPE_MISMATCH,
        function.name()
            + " takes "
            + String.join(" or ", function.signatures())
            + "; got "
            + function.name()
            + got);
  }

  private static MutiraoException notConstant(UserFunction function, SqlNode argument) {
    return at(
        argument,
        ErrorCode.INVALID_ARGUMENT,
        "an argument of " + function.name() + " has no value that can be computed beforehand");
  }

  private static MutiraoException at(SqlNode node, ErrorCode code, String message) {
    return PlacedErrors.at(node, code, message);
  }
}
