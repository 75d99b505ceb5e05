package dev.mutirao.planner.parser;

import dev.mutirao.connectors.error.MutiraoException;
import dev.mutirao.connectors.error.PlanErrors;
import dev.mutirao.planner.parser.token.PostgresTokens;
import dev.mutirao.planner.validate.Conformance;
import org.apache.calcite.avatica.util.Casing;
import org.apache.calcite.avatica.util.Quoting;
import org.apache.calcite.sql.SqlInsert;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.parser.SqlParseException;
import org.apache.calcite.sql.parser.SqlParser;

/// Reads the text of one statement.
public final class StatementParser {
  private static final SqlParser.Config CONFIG =
      SqlParser.config()
          .withParserFactory(PostgresTokens::parser)
          .withQuoting(Quoting.DOUBLE_QUOTE)
          .withUnquotedCasing(Casing.UNCHANGED)
          .withQuotedCasing(Casing.UNCHANGED)
          .withIdentifierMaxLength(1024)
          .withConformance(Conformance.INSTANCE);

  private static final String FUNCTION = "CREATE FUNCTION f ";

  private StatementParser() {}

  /// The statement that `sql` holds; a trailing semicolon is allowed.
  ///
  /// @throws dev.mutirao.connectors.error.MutiraoException SYNTAX_ERROR with line and column, or
  ///   NOT_SUPPORTED
  public static Statement parse(String sql) {
    var text = StatementSplitter.withoutSemicolon(sql);
    checkComments(text);
    SqlNode node;
    try {
      node = SqlParser.create(text, CONFIG).parseStmt();
    } catch (SqlParseException e) {
      if (e.getCause() instanceof StackOverflowError overflow) {
        throw PlanErrors.nestedTooDeep(overflow);
      }
      if (e.getCause() instanceof MutiraoException known) {
        throw known;
      }
      throw SyntaxErrors.of(text, e);
    }
    return switch (node) {
      case StatementNode statement -> withText(statement.statement(), text);
      case SqlInsert insert -> StatementNode.insert(insert);
      case SqlNode query when query.isA(SqlKind.QUERY) -> new Statement.Query(query);
      default -> throw SyntaxErrors.notSupported(text, node);
    };
  }

  /// Calcite's grammar takes `//` for the beginning of a comment, DuckDB divides by it.
  private static void checkComments(String text) {
    int slashes = text.contains("//") ? StatementSplitter.code(text).indexOf("//") : -1;
    if (slashes >= 0) {
      throw StatementSplitter.word(text, slashes).placed(PlanErrors.doubleSlash());
    }
  }

  /// The query in the text of a view.
  public static SqlNode parseQuery(String sql) {
    return switch (parse(sql)) {
      case Statement.Query(SqlNode query) -> query;
      case Statement other -> throw new IllegalArgumentException("not a query: " + other);
    };
  }

  /// The function of which this is the text that the catalog keeps.
  public static FunctionDefinition parseFunction(String sql) {
    return switch (parse(FUNCTION + sql)) {
      case Statement.CreateFunction function -> function.definition();
      case Statement other -> throw new IllegalArgumentException("not a function: " + other);
    };
  }

  /// Puts the text from a place on in the place of its figures, where the catalog keeps it.
  private static Statement withText(Statement statement, String text) {
    return switch (statement) {
      case Statement.CreateView view ->
          new Statement.CreateView(
              view.name(),
              view.columns(),
              view.query(),
              textFrom(view.sql(), text),
              view.replace(),
              view.ifNotExists());
      case Statement.CreateFunction function ->
          new Statement.CreateFunction(
              function.name(),
              function.definition(),
              textFrom(function.sql(), text),
              function.replace(),
              function.ifNotExists());
      default -> statement;
    };
  }

  private static String textFrom(String lineAndColumn, String text) {
    var place = lineAndColumn.split(":", 2);
    var start = SyntaxErrors.offset(text, Integer.parseInt(place[0]), Integer.parseInt(place[1]));
    return text.substring(start).strip();
  }
}
