package dev.mutirao.planner.fragment;

import dev.mutirao.connectors.error.QueryErrors;
import dev.mutirao.connectors.type.Field;
import dev.mutirao.connectors.type.Literal;
import dev.mutirao.connectors.type.Schema;
import dev.mutirao.connectors.type.Type;
import dev.mutirao.executor.aggregate.AggregateFunctions;
import dev.mutirao.executor.aggregate.ResolvedAggregate;
import dev.mutirao.executor.function.FunctionRegistry;
import dev.mutirao.executor.plan.AggregateCall;
import dev.mutirao.executor.plan.Expression;
import dev.mutirao.executor.plan.PlanNode;
import dev.mutirao.executor.plan.SortKey;
import dev.mutirao.planner.parser.PlacedErrors;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import org.apache.calcite.rel.RelFieldCollation;

/// Collects the calls of an aggregation, and appends to their input what they need in another type.
final class CallArguments {
  private final PlanNode input;
  private final ConstantColumns constants;
  private final FunctionRegistry functions;
  private final List<Expression> columns = new ArrayList<>();
  private final List<Field> fields;
  private final List<AggregateCall> calls = new ArrayList<>();
  private final int given;

  /// @param constants what columns of the input hold that are the same for all rows
  CallArguments(PlanNode input, ConstantColumns constants, FunctionRegistry functions) {
    this.input = input;
    this.functions = functions;
    this.constants = constants;
    this.fields = new ArrayList<>(input.output().fields());
    this.given = fields.size();
    for (var i = 0; i < given; i++) {
      columns.add(new Expression.InputColumn(i, fields.get(i).type()));
    }
  }

  void add(org.apache.calcite.rel.core.AggregateCall call) {
    calls.add(PlacedErrors.placing(call.getParserPosition(), () -> translated(call)));
  }

  private AggregateCall translated(org.apache.calcite.rel.core.AggregateCall call) {
    var name = call.getAggregation().getName().toLowerCase(Locale.ROOT);
    var types = call.getArgList().stream().map(column -> fields.get(column).type()).toList();
    var resolved =
        AggregateFunctions.resolve(name, types, functions)
            .orElseThrow(() -> QueryErrors.notSupported(name + "(" + sql(types) + ")"));
    var arguments = new ArrayList<Integer>();
    for (var i = 0; i < resolved.columns(); i++) {
      arguments.add(cast(call.getArgList().get(i), resolved.parameterTypes().get(i)));
    }
    var argumentTypes = new ArrayList<>(resolved.columnTypes());
    var orderBy = new ArrayList<SortKey>();
    for (var key : call.getCollation().getFieldCollations()) {
      orderBy.add(key(key, arguments.size()));
      arguments.add(key.getFieldIndex());
      argumentTypes.add(fields.get(key.getFieldIndex()).type());
    }
    return new AggregateCall(
        resolved.name(),
        arguments,
        argumentTypes,
        constants(resolved, call.getArgList()),
        orderBy,
        call.isDistinct(),
        call.filterArg < 0 ? OptionalInt.empty() : OptionalInt.of(call.filterArg),
        resolved.resultType());
  }

  private List<Literal> constants(ResolvedAggregate resolved, List<Integer> arguments) {
    var literals = new ArrayList<Literal>();
    for (var i = resolved.columns(); i < arguments.size(); i++) {
      literals.add(
          ConstantArgument.of(
              resolved, i, constants.of(arguments.get(i), resolved.parameterTypes().get(i))));
    }
    return literals;
  }

  private static SortKey key(RelFieldCollation key, int argument) {
    var descending = key.getDirection().isDescending();
    return new SortKey(
        argument,
        descending,
        key.nullDirection == RelFieldCollation.NullDirection.UNSPECIFIED
            ? descending
            : key.nullDirection == RelFieldCollation.NullDirection.FIRST);
  }

  private int cast(int column, Type type) {
    var field = fields.get(column);
    if (field.type().equals(type)) {
      return column;
    }
    columns.add(new Expression.Cast(columns.get(column), type, false, 0, ""));
    fields.add(new Field(field.name(), type, field.nullable()));
    return fields.size() - 1;
  }

  private static String sql(List<Type> types) {
    return String.join(", ", types.stream().map(Type::sql).toList());
  }

  List<AggregateCall> calls() {
    return calls;
  }

  /// The input with what was appended.
  PlanNode input() {
    return fields.size() == given
        ? input
        : new PlanNode.Project(input, columns, new Schema(fields));
  }
}
