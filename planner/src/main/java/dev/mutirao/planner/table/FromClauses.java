package dev.mutirao.planner.table;

import dev.mutirao.connectors.error.ErrorCode;
import dev.mutirao.connectors.error.FileErrors;
import dev.mutirao.connectors.error.Suggestions;
import dev.mutirao.executor.function.QueryFunction;
import dev.mutirao.planner.parser.OptionPlaces;
import dev.mutirao.planner.parser.PlacedErrors;
import dev.mutirao.planner.parser.StatementNode;
import dev.mutirao.planner.parser.Word;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.calcite.sql.SqlBasicCall;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.util.SqlShuttle;
import org.jspecify.annotations.Nullable;

/// Gives what a FROM clause names beside tables a name that Calcite can look up: calls such as
/// `read_csv('p')` become entries of {@link StatementTables}, and a path without an alias gets the
/// file's name as one.
public final class FromClauses extends SqlShuttle {
  private static final String READER_PREFIX = "read_";
  private static final String RANGE = "range";
  private static final List<String> KNOWN = QueryFunction.names(QueryFunction.Kind.TABLE);

  private final StatementTables tables;

  private FromClauses(StatementTables tables) {
    this.tables = tables;
  }

  public static SqlNode resolve(SqlNode query, StatementTables tables) {
    return query.accept(new FromClauses(tables));
  }

  @Override
  public @Nullable SqlNode visit(SqlIdentifier id) {
    var path = StatementNode.pathOf(id);
    if (path == null) {
      return id;
    }
    tables.describeFile(path, id.getParserPosition());
    return named(id, fileStem(path));
  }

  @Override
  public @Nullable SqlNode visit(SqlCall call) {
    if (call.getKind() == SqlKind.AS && call.operand(0) instanceof SqlIdentifier name) {
      var path = StatementNode.pathOf(name);
      if (path != null) {
        tables.describeFile(path, name.getParserPosition());
      }
      return call;
    }
    if (call.getKind() == SqlKind.AS && call.operand(0).getKind() == SqlKind.COLLECTION_TABLE) {
      if (isSeries(call.operand(0)) && call.operandCount() == 2) {
        // As in PostgreSQL, the alias names the column too.
        var alias = call.<SqlIdentifier>operand(1);
        return call.getOperator()
            .createCall(
                call.getParserPosition(),
                table(call.operand(0)),
                alias,
                alias.clone(alias.getParserPosition()));
      }
      call.setOperand(0, table(call.operand(0)));
      return call;
    }
    if (call.getKind() == SqlKind.COLLECTION_TABLE) {
      return named(table(call), functionOf(call).getOperator().getName());
    }
    return super.visit(call);
  }

  /// Whether a name means a function of the engine in a FROM clause.
  public static boolean isBuiltIn(String function) {
    var name = function.toLowerCase(Locale.ROOT);
    return KNOWN.contains(name) || name.startsWith(READER_PREFIX);
  }

  /// Whether a function of a FROM clause gives so many rows as its arguments say, whole numbers
  /// all.
  public static boolean countsRows(String function) {
    return function.equalsIgnoreCase(RANGE) || function.equalsIgnoreCase(Simulation.NAME);
  }

  private static boolean isSeries(SqlCall collectionTable) {
    return functionOf(collectionTable).getOperator().getName().equalsIgnoreCase(Series.NAME);
  }

  private SqlNode table(SqlCall collectionTable) {
    var function = functionOf(collectionTable);
    if (isSeries(collectionTable)) {
      return Objects.requireNonNull(Series.query(function).accept(this));
    }
    var name = function.getOperator().getName().toLowerCase(Locale.ROOT);
    if (name.equals(Simulation.NAME)) {
      return Objects.requireNonNull(Simulation.query(function).accept(this));
    }
    var options = new HashMap<String, Word>();
    TableSource call;
    if (name.equals(RANGE)) {
      call = range(function);
    } else if (name.startsWith(READER_PREFIX)) {
      call = reader(name.substring(READER_PREFIX.length()), function, options);
    } else {
      return tables
          .addUserCall(function)
          .<SqlNode>map(rows -> StatementNode.filePath(rows, collectionTable.getParserPosition()))
          .orElseThrow(() -> unknown(name, function));
    }
    var key = name + "(" + call.location() + new TreeMap<>(call.options()) + ")";
    var place = Word.of(name, function.getParserPosition());
    tables.describeCall(key, call, new OptionPlaces(options, place));
    return StatementNode.filePath(key, collectionTable.getParserPosition());
  }

  private RuntimeException unknown(String name, SqlCall function) {
    var known = new ArrayList<>(KNOWN);
    known.addAll(tables.functionNames());
    return error(
        ErrorCode.UNKNOWN_FUNCTION,
        "no such table function"
            + Suggestions.question(name, known)
            + "; there are "
            + String.join(", ", KNOWN)
            + ", and those that SHOW FUNCTIONS lists: "
            + name,
        function);
  }

  private static TableSource range(SqlCall function) {
    var bounds = function.getOperandList().stream().map(ConstantArguments::integer).toList();
    var options = new TreeMap<String, String>();
    switch (bounds.size()) {
      case 1 -> options.put("end", bounds.getFirst());
      case 2 -> {
        options.put("start", bounds.getFirst());
        options.put("end", bounds.getLast());
      }
      default ->
          throw error(ErrorCode.INVALID_ARGUMENT, "range expects (end) or (start, end)", function);
    }
    return new TableSource("", Optional.of(RANGE), options, Optional.empty());
  }

  /// As DuckDB writes options: `header = false`.
  private static boolean isEquality(SqlNode argument) {
    return argument.getKind() == SqlKind.EQUALS
        && ((SqlCall) argument).<SqlNode>operand(0) instanceof SqlIdentifier name
        && name.isSimple();
  }

  /// @param places gets where each option stands
  private static TableSource reader(String connector, SqlCall function, Map<String, Word> places) {
    var options = new TreeMap<String, String>();
    String location = null;
    for (var argument : function.getOperandList()) {
      boolean assigned = argument.getKind() == SqlKind.ARGUMENT_ASSIGNMENT;
      if (assigned || isEquality(argument)) {
        var option = (SqlCall) argument;
        var word = Word.of(option.<SqlNode>operand(assigned ? 1 : 0));
        var name = word.text().toLowerCase(Locale.ROOT);
        if (places.put(name, word) != null) {
          throw word.placed(FileErrors.repeatedOption(word.text()));
        }
        options.put(name, ConstantArguments.text(option.operand(assigned ? 0 : 1)));
      } else if (location == null) {
        location = ConstantArguments.text(argument);
      } else {
        throw error(
            ErrorCode.INVALID_ARGUMENT,
            "options are given by name, as in header => false",
            argument);
      }
    }
    if (location == null) {
      throw error(
          ErrorCode.INVALID_ARGUMENT,
          "read_" + connector + " expects the path of a file, folder or pattern",
          function);
    }
    return new TableSource(location, Optional.of(connector), options, Optional.empty());
  }

  private static SqlCall functionOf(SqlCall collectionTable) {
    return (SqlBasicCall) collectionTable.operand(0);
  }

  private static SqlNode named(SqlNode table, String alias) {
    var position = table.getParserPosition();
    return SqlStdOperatorTable.AS.createCall(
        position, List.of(table, new SqlIdentifier(alias, position)));
  }

  /// `dados` for `examples/dados.csv.gz`.
  private static String fileStem(String path) {
    var name = path.replaceAll("/+$", "");
    name = name.substring(name.lastIndexOf('/') + 1);
    var dot = name.indexOf('.', 1);
    return dot < 0 ? name : name.substring(0, dot);
  }

  private static RuntimeException error(ErrorCode code, String message, SqlNode at) {
    var position = at.getParserPosition();
    return PlacedErrors.at(position, code, message);
  }
}
