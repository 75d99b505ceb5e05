package dev.mutirao.planner.parser;

import dev.mutirao.connectors.error.FileErrors;
import dev.mutirao.connectors.error.MutiraoException;
import dev.mutirao.connectors.error.QueryErrors;
import dev.mutirao.connectors.error.WriteErrors;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlDataTypeSpec;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlInsert;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.SqlSelect;
import org.apache.calcite.sql.SqlSpecialOperator;
import org.apache.calcite.sql.SqlWriter;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.jspecify.annotations.Nullable;

/// Carries a {@link Statement} that is no query out of the generated parser, whose productions
/// speak {@link SqlNode}. It never meets the validator.
public final class StatementNode extends SqlCall {
  private static final SqlOperator OPERATOR =
      new SqlSpecialOperator("STATEMENT", SqlKind.OTHER_DDL);

  /// First part of the two-part name that stands for `'a path'` in a FROM clause.
  public static final String FILE = "'file'";

  private static final String OVERWRITE = "overwrite";

  private final Statement statement;

  public StatementNode(SqlParserPos position, Statement statement) {
    super(position);
    this.statement = statement;
  }

  public Statement statement() {
    return statement;
  }

  /// The table name that a quoted path in a FROM clause is.
  public static SqlIdentifier filePath(String path, SqlParserPos position) {
    return new SqlIdentifier(List.of(FILE, path), null, position, List.of(position, position));
  }

  /// The path when `name` was made by {@link #filePath}, else null.
  public static @Nullable String pathOf(SqlIdentifier name) {
    return name.names.size() == 2 && name.names.getFirst().equals(FILE)
        ? name.names.getLast()
        : null;
  }

  /// `line` and `column` are where the query's text begins.
  public static Statement createView(
      SqlIdentifier name,
      SqlNodeList columns,
      SqlNode query,
      int line,
      int column,
      boolean replace,
      boolean ifNotExists) {
    var names = columns.stream().map(each -> ((SqlIdentifier) each).getSimple()).toList();
    // The parser has no text at hand; SqlText puts it in the place of these figures.
    return new Statement.CreateView(
        objectWord(name), names, query, line + ":" + column, replace, ifNotExists);
  }

  /// `line` and `column` are where what follows the name begins.
  ///
  /// @param result null for a function that gives rows
  public static Statement createFunction(
      SqlIdentifier name,
      List<ColumnDefinition> parameters,
      @Nullable SqlDataTypeSpec result,
      SqlNode body,
      int line,
      int column,
      boolean replace,
      boolean ifNotExists) {
    var definition = new FunctionDefinition(parameters, result, body);
    return new Statement.CreateFunction(
        name, definition, line + ":" + column, replace, ifNotExists);
  }

  public static Statement createExternalTable(
      SqlIdentifier name,
      List<ColumnDefinition> columns,
      SqlNode location,
      Map<String, StatementOption> options,
      boolean replace,
      boolean ifNotExists,
      @Nullable SqlNode query) {
    var table =
        new Statement.CreateExternalTable(
            objectWord(name), columns, Word.of(location), options, replace, ifNotExists);
    return query == null ? table : new Statement.CreateTableAs(table, query);
  }

  /// A query of a table's columns; of all when none are named.
  public static SqlNode rowsOf(SqlIdentifier table, SqlNodeList columns) {
    var position = table.getParserPosition();
    return select(
        columns.isEmpty() ? SqlNodeList.of(SqlIdentifier.star(position)) : columns, table);
  }

  private static SqlSelect select(SqlNodeList items, SqlNode from) {
    return select(items, from, from.getParserPosition());
  }

  /// `SELECT items [FROM from]`, with nothing else.
  public static SqlSelect select(SqlNodeList items, @Nullable SqlNode from, SqlParserPos position) {
    return new SqlSelect(
        position,
        SqlNodeList.EMPTY,
        items,
        from,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null);
  }

  /// Adds an option to those of a statement.
  public static void addOption(
      Map<String, StatementOption> options, Word name, List<String> values) {
    var option = new StatementOption(name, values);
    if (options.put(name.text().toLowerCase(Locale.ROOT), option) != null) {
      throw name.placed(FileErrors.repeatedOption(name.text()));
    }
  }

  /// Adds the option that CREATE OR REPLACE stands for.
  public static void addOverwrite(Map<String, StatementOption> options, Word path) {
    var written = options.get(OVERWRITE);
    if (written != null) {
      throw written.name().placed(WriteErrors.overwriteTwice());
    }
    options.put(
        OVERWRITE, new StatementOption(new Word(OVERWRITE, path.line(), path.column()), List.of()));
  }

  public static Statement insert(SqlInsert insert) {
    var columns = insert.getTargetColumnList();
    if (insert.isUpsert() || !(insert.getTargetTable() instanceof SqlIdentifier table)) {
      throw notSupported(insert.isUpsert() ? "UPSERT" : "INSERT into such a table", insert);
    }
    return new Statement.Insert(
        table,
        columns == null ? List.of() : columns.stream().map(Word::of).toList(),
        insert.getSource());
  }

  private static MutiraoException notSupported(String what, SqlNode at) {
    return PlacedErrors.placed(QueryErrors.notSupported(what), at.getParserPosition());
  }

  /// @param explained a query, or a statement that writes
  public static Statement explain(SqlNode explained, boolean analyze, boolean json) {
    var statement =
        switch (explained) {
          case StatementNode node -> node.statement();
          case SqlInsert insert -> insert(insert);
          default -> null;
        };
    return switch (statement) {
      case null -> new Statement.Explain(explained, analyze, json);
      case Statement.Write write when !analyze -> new Statement.ExplainWrite(write, json);
      case Statement.Write write ->
          throw notSupported("EXPLAIN ANALYZE of a statement that writes files", explained);
      default ->
          throw notSupported(
              "EXPLAIN of a statement that is neither a query nor writes files", explained);
    };
  }

  /// `DESCRIBE table` is a query of all its columns.
  public static Statement describeTable(SqlNode table) {
    var everything = SqlNodeList.of(SqlIdentifier.star(table.getParserPosition()));
    return new Statement.Describe(select(everything, table), true);
  }

  /// The last part of a name: catalog and schema before it are accepted and say nothing.
  public static String objectName(SqlIdentifier name) {
    return name.names.getLast();
  }

  /// The object's name, and where the whole name stands.
  public static Word objectWord(SqlIdentifier name) {
    return Word.of(objectName(name), name.getParserPosition());
  }

  /// The text of a literal or a bare name, as an option or a setting takes it.
  public static String text(SqlNode node) {
    return switch (node) {
      case SqlIdentifier name -> String.join(".", name.names);
      case SqlLiteral literal when literal.getValue() instanceof Boolean truth ->
          truth.toString().toLowerCase(Locale.ROOT);
      case SqlLiteral literal when literal.getValue() == null -> "";
      case SqlLiteral literal -> literal.toValue();
      default -> throw new IllegalArgumentException("not a plain value: " + node);
    };
  }

  @Override
  public SqlOperator getOperator() {
    return OPERATOR;
  }

  @Override
  public List<SqlNode> getOperandList() {
    return List.of();
  }

  @Override
  public void unparse(SqlWriter writer, int leftPrec, int rightPrec) {
    writer.keyword(statement.getClass().getSimpleName());
  }
}
