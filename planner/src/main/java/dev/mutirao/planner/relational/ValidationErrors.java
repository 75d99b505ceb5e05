package dev.mutirao.planner.relational;

import dev.mutirao.connectors.error.ErrorCode;
import dev.mutirao.connectors.error.MutiraoException;
import dev.mutirao.connectors.error.PlanErrors;
import dev.mutirao.connectors.error.QueryErrors;
import dev.mutirao.connectors.error.Suggestions;
import java.util.Collection;
import java.util.regex.Pattern;
import org.apache.calcite.runtime.CalciteContextException;

/// Says what Calcite's validator refused in the words of the error catalogue.
final class ValidationErrors {
  /// Calcite has no codes for its messages, so they are told apart by their text.
  private static final Pattern UNKNOWN_COLUMN =
      Pattern.compile("(?:Column|Table) '(?<name>.*?)' not found.*", Pattern.DOTALL);

  private static final Pattern AMBIGUOUS = Pattern.compile("Column '(?<name>.*?)' is ambiguous");
  private static final Pattern UNKNOWN_OBJECT =
      Pattern.compile("Object '(?<name>.*?)' not found.*", Pattern.DOTALL);
  private static final Pattern UNKNOWN_FUNCTION =
      Pattern.compile(
          "No match found for function signature (?<name>[^(]+)(?<arguments>.*)", Pattern.DOTALL);
  private static final Pattern WRONG_ARGUMENTS =
      Pattern.compile(
          "Cannot apply '(?<name>.*?)' to arguments of type '(?<got>.*?)'\\. Supported form\\(s\\):"
              + " (?<expected>.*)",
          Pattern.DOTALL);
  private static final Pattern MIXED_TYPES =
      Pattern.compile(
          "(?s)Cannot infer return type for (?<operation>.*); operand types: \\[(?<types>.*)\\]");

  private static final Pattern NOT_GROUPED =
      Pattern.compile("Expression '(?<name>.*)' is not being grouped");
  private static final Pattern NO_CAST =
      Pattern.compile(
          "Cast function cannot convert value of type (?<from>.*) to type (?<to>.*)",
          Pattern.DOTALL);
  private static final Pattern FEW_ALIASES =
      Pattern.compile(
          "List of column aliases must have same degree as table; table has (?<columns>\\d+) columns"
              + " \\(.*\\), whereas alias list has (?<names>\\d+) columns");
  private static final Pattern NO_SUCH_TYPE = Pattern.compile("Unknown identifier '(?<name>.*)'");

  private ValidationErrors() {}

  static MutiraoException of(CalciteContextException error, KnownNames known) {
    var cause = error.getCause() == null ? error : error.getCause();
    var line = error.getPosLine();
    var column = error.getPosColumn();
    if (cause instanceof MutiraoException ours) {
      return QueryErrors.placed(ours, line, column);
    }
    var message = String.valueOf(cause.getMessage());
    return translated(message, known, line, column);
  }

  private static MutiraoException translated(
      String message, KnownNames known, int line, int column) {
    var unknownColumn = UNKNOWN_COLUMN.matcher(message);
    if (unknownColumn.matches()) {
      var name = unknownColumn.group("name");
      var kind = known.unsupported().get(name);
      if (kind != null) {
        return PlanErrors.unsupportedColumn(name, kind, line, column);
      }
      boolean isTable = message.startsWith("Table");
      var what = isTable ? "table or alias" : "column";
      var names = isTable ? known.tables() : known.columns();
      var said =
          isKnown(name, names)
              ? elsewhere(name, isTable)
              : "no such " + what + Suggestions.question(name, names) + ": " + name;
      return QueryErrors.at(ErrorCode.UNKNOWN_COLUMN, said, line, column);
    }
    var ambiguous = AMBIGUOUS.matcher(message);
    if (ambiguous.matches()) {
      return PlanErrors.ambiguousColumn(ambiguous.group("name"), line, column);
    }
    var unknownObject = UNKNOWN_OBJECT.matcher(message);
    if (unknownObject.matches()) {
      var name = unknownObject.group("name");
      var said =
          isKnown(name, known.tables())
              ? "no such view or table here: "
                  + name
                  + "; a query of WITH is seen by those after it, and by itself after WITH RECURSIVE"
              : "no such view or table"
                  + Suggestions.question(name, known.tables())
                  + " (a file is named in quotes, 'path'): "
                  + name;
      return QueryErrors.at(ErrorCode.UNKNOWN_TABLE, said, line, column);
    }
    var unknownFunction = UNKNOWN_FUNCTION.matcher(message);
    if (unknownFunction.matches()) {
      var name = unknownFunction.group("name").strip();
      var said =
          "no such function"
              + Suggestions.question(name, known.functions())
              + "; SHOW FUNCTIONS lists them: "
              + name;
      return QueryErrors.at(ErrorCode.UNKNOWN_FUNCTION, said, line, column);
    }
    if (message.contains("'$SCALAR_QUERY'")) {
      var said = "a subquery that stands for a value has one column";
      return QueryErrors.at(ErrorCode.INVALID_STATEMENT, said, line, column);
    }
    var wrongArguments = WRONG_ARGUMENTS.matcher(message);
    if (wrongArguments.matches()) {
      var said =
          wrongArguments.group("name")
              + " takes "
              + String.join(" or ", wrongArguments.group("expected").lines().toList())
                  .replace("'", "")
              + "; got "
              + wrongArguments.group("got");
      return QueryErrors.at(ErrorCode.TYPE_MISMATCH, said, line, column);
    }
    var mixed = MIXED_TYPES.matcher(message);
    if (mixed.matches()) {
      var said =
          mixed.group("operation")
              + " of values whose types have nothing in common; cast them to one type: "
              + plain(mixed.group("types"));
      return QueryErrors.at(ErrorCode.TYPE_MISMATCH, said, line, column);
    }
    var notGrouped = NOT_GROUPED.matcher(message);
    if (notGrouped.matches()) {
      var said = "must stand in GROUP BY or inside an aggregate: " + notGrouped.group("name");
      return QueryErrors.at(ErrorCode.INVALID_STATEMENT, said, line, column);
    }
    var noCast = NO_CAST.matcher(message);
    if (noCast.matches()) {
      var said =
          "there is no cast from "
              + plain(noCast.group("from"))
              + " to "
              + plain(noCast.group("to"));
      return QueryErrors.at(ErrorCode.TYPE_MISMATCH, said, line, column);
    }
    var fewAliases = FEW_ALIASES.matcher(message);
    if (fewAliases.matches()) {
      var said =
          "a table of "
              + fewAliases.group("columns")
              + " columns needs as many names here; got "
              + fewAliases.group("names");
      return QueryErrors.at(ErrorCode.INVALID_STATEMENT, said, line, column);
    }
    var noSuchType = NO_SUCH_TYPE.matcher(message);
    if (noSuchType.matches()) {
      var name = noSuchType.group("name");
      var said =
          "no such type" + Suggestions.question(name, CatalogReader.TYPE_NAMES) + ": " + name;
      return QueryErrors.at(ErrorCode.INVALID_STATEMENT, said, line, column);
    }
    return QueryErrors.at(ErrorCode.INVALID_STATEMENT, message.replace("\n", " "), line, column);
  }

  private static boolean isKnown(String name, Collection<String> names) {
    return names.stream().anyMatch(name::equalsIgnoreCase);
  }

  /// Of a name that the statement knows in another place.
  private static String elsewhere(String name, boolean isTable) {
    return isTable
        ? "no such table or alias here: "
            + name
            + "; an alias takes the place of a table's name, and ON sees the tables before it"
        : "no such column here: "
            + name
            + "; another place of the statement has the name (what SELECT names is seen by GROUP BY,"
            + " HAVING, QUALIFY and ORDER BY)";
  }

  /// A type without what Calcite adds, such as `VARCHAR(5) CHARACTER SET "UTF-8" NOT NULL`.
  private static String plain(String type) {
    return type.replaceAll(" NOT NULL| CHARACTER SET \"[^\"]*\"|\\(\\d+\\)", "").replace('_', ' ');
  }
}
