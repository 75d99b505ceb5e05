package dev.mutirao.planner.function;

import dev.mutirao.executor.aggregate.AggregateFunctions;
import dev.mutirao.executor.userfunction.UserFunction;
import dev.mutirao.planner.parser.ColumnDefinition;
import dev.mutirao.planner.parser.FunctionDefinition;
import dev.mutirao.planner.parser.StatementNode;
import dev.mutirao.planner.relational.Copies;
import dev.mutirao.planner.validate.Operators;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlDataTypeSpec;
import org.apache.calcite.sql.SqlFunction;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlSelect;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.jspecify.annotations.Nullable;

/// The body of a function, and what becomes of it with arguments. Changes the syntax that it is
/// made of, so that each is used once.
final class FunctionBody {
  /// No table has this name, so that it means the parameters whatever the body names.
  private static final String PARAMETERS = "parameters()";

  private static final Set<String> AGGREGATES =
      AggregateFunctions.all().stream()
          .flatMap(each -> Stream.concat(Stream.of(each.name()), each.aliases().stream()))
          .collect(Collectors.toUnmodifiableSet());

  private final FunctionDefinition definition;

  FunctionBody(FunctionDefinition definition) {
    this.definition = definition;
  }

  /// Whether the body has tables, whose columns could take the names of an argument's.
  boolean hasQuery() {
    return Within.any(definition.body(), FunctionBody::isQuery);
  }

  /// Whether a parameter is an argument of a table function, which must be constant.
  boolean needsConstants() {
    var names =
        definition.parameters().stream()
            .map(FunctionBody::key)
            .collect(Collectors.toUnmodifiableSet());
    return Within.any(
        definition.body(),
        node ->
            node.getKind() == SqlKind.COLLECTION_TABLE
                && Within.any(
                    node,
                    part ->
                        part instanceof SqlIdentifier name
                            && name.isSimple()
                            && names.contains(name.getSimple().toLowerCase(Locale.ROOT))));
  }

  /// A query that is valid when the function is: its value or rows for arguments that are NULL.
  SqlNode sample() {
    var place = definition.body().getParserPosition();
    var nulls =
        definition.parameters().stream()
            .map(parameter ->
                CallArguments.cast(SqlLiteral.createNull(place), parameter.type(), place))
            .toList();
    if (definition.givesRows()) {
      return with(nulls);
    }
    return valueOver(nulls, place);
  }

  /// The rows for constant arguments.
  SqlNode with(List<SqlNode> arguments) {
    return substituted(definition.body(), arguments);
  }

  /// The value for arguments, at the place of a call.
  SqlNode in(SqlParserPos place, List<SqlNode> arguments) {
    if (!hasQuery()) {
      return cast(substituted(Placed.at(definition.body(), place), arguments), place);
    }
    CatalogNames.spell(definition.body());
    if (arguments.stream().noneMatch(FunctionBody::namesColumns)) {
      return cast(substituted(Placed.at(definition.body(), place), arguments), place);
    }
    return SqlStdOperatorTable.SCALAR_QUERY.createCall(
        place, Placed.at(valueOver(arguments, place), place));
  }

  static boolean namesColumns(SqlNode argument) {
    return Within.any(argument, node -> node instanceof SqlIdentifier || node.isA(SqlKind.QUERY));
  }

  static boolean isAggregateOrWindow(SqlNode node, Operators operators) {
    return node.getKind() == SqlKind.OVER
        || (node instanceof SqlCall call
            && (AGGREGATES.contains(call.getOperator().getName().toLowerCase(Locale.ROOT))
                || call.getOperator() instanceof SqlFunction function
                    && operators
                        .ofUser(function.getName())
                        .filter(each -> each.kind() == UserFunction.Kind.AGGREGATE)
                        .isPresent()));
  }

  private static boolean isQuery(SqlNode node) {
    return node.isA(SqlKind.QUERY);
  }

  /// `SELECT CAST(body AS result) FROM (SELECT argument AS parameter, ...) AS "parameters()"`.
  private SqlNode valueOver(List<SqlNode> arguments, SqlParserPos place) {
    Map<String, Function<SqlIdentifier, SqlNode>> columns = new HashMap<>();
    var items = new SqlNodeList(place);
    for (int i = 0; i < arguments.size(); i++) {
      var name = definition.parameters().get(i).name();
      columns.put(
          name.toLowerCase(Locale.ROOT),
          written -> new SqlIdentifier(List.of(PARAMETERS, name), written.getParserPosition()));
      items.add(
          SqlStdOperatorTable.AS.createCall(
              place, arguments.get(i), new SqlIdentifier(name, place)));
    }
    var value = cast(Substitution.in(definition.body(), columns), place);
    return StatementNode.select(
        SqlNodeList.of(value), arguments.isEmpty() ? null : parameters(items, place), place);
  }

  private static SqlNode parameters(SqlNodeList items, SqlParserPos place) {
    SqlSelect row = StatementNode.select(items, null, place);
    return SqlStdOperatorTable.AS.createCall(place, row, new SqlIdentifier(PARAMETERS, place));
  }

  private SqlNode substituted(SqlNode body, List<SqlNode> arguments) {
    Map<String, Function<SqlIdentifier, SqlNode>> values = new HashMap<>();
    for (int i = 0; i < arguments.size(); i++) {
      var argument = arguments.get(i);
      values.put(key(definition.parameters().get(i)), written -> Copies.of(argument));
    }
    return Substitution.in(body, values);
  }

  private SqlNode cast(SqlNode value, SqlParserPos place) {
    @Nullable SqlDataTypeSpec result = definition.result();
    return CallArguments.cast(value, Objects.requireNonNull(result), place);
  }

  private static String key(ColumnDefinition parameter) {
    return parameter.name().toLowerCase(Locale.ROOT);
  }
}
