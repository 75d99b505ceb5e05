package dev.mutirao.planner.function;

import dev.mutirao.planner.table.StatementTables;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlJoin;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlSelect;
import org.apache.calcite.sql.SqlWithItem;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.util.SqlBasicVisitor;
import org.jspecify.annotations.Nullable;

/// Spells the tables of a function's body with the catalog's name, so that they are those of the
/// catalog also where a query that calls the function has a WITH of the same name.
final class CatalogNames extends SqlBasicVisitor<@Nullable Void> {
  private final Set<String> own;

  private CatalogNames(Set<String> own) {
    this.own = own;
  }

  /// Changes `body` itself.
  static void spell(SqlNode body) {
    var own = new HashSet<String>();
    Within.any(
        body,
        node -> {
          if (node instanceof SqlWithItem item) {
            own.add(key(item.name));
          }
          return false;
        });
    body.accept(new CatalogNames(own));
  }

  @Override
  public @Nullable Void visit(SqlCall call) {
    if (call instanceof SqlSelect select && select.getFrom() != null) {
      select.setFrom(from(select.getFrom()));
    }
    return super.visit(call);
  }

  private SqlNode from(SqlNode from) {
    return switch (from) {
      case SqlIdentifier table when isCatalogs(table) ->
          SqlStdOperatorTable.AS.createCall(
              table.getParserPosition(), qualified(table), table.clone(table.getParserPosition()));
      case SqlJoin join -> {
        join.setLeft(from(join.getLeft()));
        join.setRight(from(join.getRight()));
        yield join;
      }
      case SqlCall call when call.getKind() == SqlKind.AS -> {
        if (call.operand(0) instanceof SqlIdentifier table && isCatalogs(table)) {
          call.setOperand(0, qualified(table));
        }
        yield call;
      }
      default -> from;
    };
  }

  private boolean isCatalogs(SqlIdentifier table) {
    return table.isSimple() && !own.contains(key(table));
  }

  private static SqlIdentifier qualified(SqlIdentifier table) {
    return new SqlIdentifier(
        List.of(StatementTables.CATALOG, StatementTables.SCHEMA, table.getSimple()),
        table.getParserPosition());
  }

  private static String key(SqlIdentifier name) {
    return name.getSimple().toLowerCase(Locale.ROOT);
  }
}
