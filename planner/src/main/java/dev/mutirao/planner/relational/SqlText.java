package dev.mutirao.planner.relational;

import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.dialect.PostgresqlSqlDialect;

/// Writes parsed SQL again.
final class SqlText {
  private SqlText() {}

  /// On one line, with quotes only where names need them.
  static String of(SqlNode node) {
    return node.toSqlString(config ->
            config
                .withDialect(PostgresqlSqlDialect.DEFAULT)
                .withQuoteAllIdentifiers(false)
                .withAlwaysUseParentheses(false)
                .withClauseStartsLine(false)
                .withSelectListItemsOnSeparateLines(false)
                .withLineFolding(org.apache.calcite.sql.SqlWriterConfig.LineFolding.WIDE))
        .getSql()
        .replace('\n', ' ');
  }
}
