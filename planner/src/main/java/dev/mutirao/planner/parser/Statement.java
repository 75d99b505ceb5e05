package dev.mutirao.planner.parser;

import java.util.List;
import java.util.Map;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlNode;
import org.jspecify.annotations.Nullable;

/// What one SQL statement asks for.
public sealed interface Statement {
  /// Rows of a query.
  record Query(SqlNode query) implements Statement {}

  /// `CREATE VIEW`. `sql` is the text of the query as it was written, which is what the catalog
  /// keeps; `columns` renames the query's columns and may be empty.
  record CreateView(
      Word name,
      List<String> columns,
      SqlNode query,
      String sql,
      boolean replace,
      boolean ifNotExists)
      implements Statement {
    public CreateView {
      columns = List.copyOf(columns);
    }
  }

  /// `CREATE EXTERNAL TABLE`. Without `columns` the file says what they are. Options by lower-case
  /// name, each with one value; FORMAT is one.
  record CreateExternalTable(
      Word name,
      List<ColumnDefinition> columns,
      Word location,
      Map<String, StatementOption> options,
      boolean replace,
      boolean ifNotExists)
      implements Statement {
    public CreateExternalTable {
      columns = List.copyOf(columns);
      options = Map.copyOf(options);
    }
  }

  /// `CREATE FUNCTION` of a function written in SQL. `sql` is what follows the name, as it was
  /// written, which is what the catalog keeps.
  record CreateFunction(
      SqlIdentifier name,
      FunctionDefinition definition,
      String sql,
      boolean replace,
      boolean ifNotExists)
      implements Statement {}

  /// `CREATE FUNCTION ... USING JAR`: the function of this name in a jar.
  record CreateJarFunction(SqlIdentifier name, Word path, boolean replace, boolean ifNotExists)
      implements Statement {}

  /// Statements whose rows go to files.
  sealed interface Write extends Statement {}

  /// `COPY ... TO 'path'`, and `CREATE TABLE 'path' AS`. Options by lower-case name.
  record Copy(SqlNode query, Word path, Map<String, StatementOption> options) implements Write {
    public Copy {
      options = Map.copyOf(options);
    }
  }

  /// `CREATE EXTERNAL TABLE ... AS`: writes the folder of `table` and creates it.
  record CreateTableAs(CreateExternalTable table, SqlNode query) implements Write {}

  /// `INSERT INTO`. `columns` is empty when none were named.
  record Insert(SqlIdentifier table, List<Word> columns, SqlNode source) implements Write {
    public Insert {
      columns = List.copyOf(columns);
    }
  }

  record DropView(Word name, boolean ifExists) implements Statement {}

  record DropTable(Word name, boolean ifExists) implements Statement {}

  record DropFunction(SqlIdentifier name, boolean ifExists) implements Statement {}

  record ShowTables() implements Statement {}

  record ShowFunctions() implements Statement {}

  record ShowAllSettings() implements Statement {}

  record ShowSetting(Word name) implements Statement {}

  /// The columns that a query would give; `wholeTable` when the query is made up to name a table.
  record Describe(SqlNode query, boolean wholeTable) implements Statement {}

  /// What is known about a function.
  record DescribeFunction(SqlIdentifier name) implements Statement {}

  /// The plans of a query; with `analyze` the query runs and the plan carries what was measured.
  record Explain(SqlNode query, boolean analyze, boolean json) implements Statement {}

  /// The plans of a statement that writes, which is not run.
  record ExplainWrite(Write statement, boolean json) implements Statement {}

  /// `SET`, or `RESET` of one setting when `value` is null.
  record SetSetting(Word name, @Nullable String value) implements Statement {}

  record ResetAllSettings() implements Statement {}
}
