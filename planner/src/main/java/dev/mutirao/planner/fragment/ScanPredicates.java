package dev.mutirao.planner.fragment;

import dev.mutirao.connectors.source.ColumnPredicate;
import dev.mutirao.connectors.type.Literal;
import dev.mutirao.executor.plan.Expression;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Picks from a filter the terms that a connector's statistics can answer.
final class ScanPredicates {
  private ScanPredicates() {}

  /// @param columns table columns of the expression's input columns
  static List<ColumnPredicate> of(Expression filter, List<Integer> columns) {
    var predicates = new ArrayList<ColumnPredicate>();
    var terms = filter instanceof Expression.And(var all) ? all : List.of(filter);
    terms.forEach(term -> one(term, columns).ifPresent(predicates::add));
    return predicates;
  }

  private static Optional<ColumnPredicate> one(Expression term, List<Integer> columns) {
    return switch (term) {
      case Expression.IsNull(Expression.InputColumn(int index, var ignored)) ->
          Optional.of(new ColumnPredicate.IsNull(columns.get(index)));
      case Expression.InList(Expression.InputColumn(int index, var ignored), var values) ->
          Optional.of(new ColumnPredicate.In(columns.get(index), values));
      case Expression.Call(var function, var arguments, var ignored) ->
          call(function, arguments, columns);
      case Expression.InputColumn(int index, var ignored) ->
          Optional.of(
              new ColumnPredicate.Comparison(
                  columns.get(index), ColumnPredicate.Operator.EQUAL, Literal.of(true)));
      case Expression.Constant ignored -> Optional.empty();
      case Expression.And ignored -> Optional.empty();
      case Expression.Or ignored -> Optional.empty();
      case Expression.IsNull ignored -> Optional.empty();
      case Expression.InList ignored -> Optional.empty();
      case Expression.Case ignored -> Optional.empty();
      case Expression.Coalesce ignored -> Optional.empty();
      case Expression.Cast ignored -> Optional.empty();
    };
  }

  private static Optional<ColumnPredicate> call(
      String function, List<Expression> arguments, List<Integer> columns) {
    if (function.equals("not")
        && arguments.getFirst() instanceof Expression.IsNull(Expression.InputColumn column)) {
      return Optional.of(new ColumnPredicate.IsNotNull(columns.get(column.index())));
    }
    if (arguments.size() != 2) {
      return Optional.empty();
    }
    if (arguments.getFirst() instanceof Expression.InputColumn column
        && arguments.getLast() instanceof Expression.Constant(Literal literal)
        && !literal.isNull()) {
      return function.equals("like")
          ? prefix(literal)
              .map(text -> new ColumnPredicate.StartsWith(columns.get(column.index()), text))
          : operator(function)
              .map(operator ->
                  new ColumnPredicate.Comparison(columns.get(column.index()), operator, literal));
    }
    if (arguments.getFirst() instanceof Expression.Constant(Literal literal)
        && arguments.getLast() instanceof Expression.InputColumn column
        && !literal.isNull()) {
      return operator(function)
          .map(ScanPredicates::mirrored)
          .map(operator ->
              new ColumnPredicate.Comparison(columns.get(column.index()), operator, literal));
    }
    return Optional.empty();
  }

  /// What a pattern begins with, when that is all it asks for.
  private static Optional<Literal> prefix(Literal pattern) {
    var text = (String) pattern.value();
    if (text == null || !text.endsWith("%") || text.length() == 1) {
      return Optional.empty();
    }
    var prefix = text.substring(0, text.length() - 1);
    return prefix.contains("%") || prefix.contains("_") || prefix.contains("\\")
        ? Optional.empty()
        : Optional.of(Literal.of(prefix));
  }

  private static Optional<ColumnPredicate.Operator> operator(String sign) {
    return switch (sign) {
      case "=" -> Optional.of(ColumnPredicate.Operator.EQUAL);
      case "<>" -> Optional.of(ColumnPredicate.Operator.NOT_EQUAL);
      case "<" -> Optional.of(ColumnPredicate.Operator.LESS);
      case "<=" -> Optional.of(ColumnPredicate.Operator.LESS_OR_EQUAL);
      case ">" -> Optional.of(ColumnPredicate.Operator.GREATER);
      case ">=" -> Optional.of(ColumnPredicate.Operator.GREATER_OR_EQUAL);
      default -> Optional.empty();
    };
  }

  private static ColumnPredicate.Operator mirrored(ColumnPredicate.Operator operator) {
    return switch (operator) {
      case EQUAL, NOT_EQUAL -> operator;
      case LESS -> ColumnPredicate.Operator.GREATER;
      case LESS_OR_EQUAL -> ColumnPredicate.Operator.GREATER_OR_EQUAL;
      case GREATER -> ColumnPredicate.Operator.LESS;
      case GREATER_OR_EQUAL -> ColumnPredicate.Operator.LESS_OR_EQUAL;
    };
  }
}
