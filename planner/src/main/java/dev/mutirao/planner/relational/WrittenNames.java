package dev.mutirao.planner.relational;

import java.util.LinkedHashSet;
import java.util.Set;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlSelect;
import org.apache.calcite.sql.SqlWithItem;
import org.apache.calcite.sql.util.SqlBasicVisitor;
import org.jspecify.annotations.Nullable;

/// The names that a query itself gives to columns, and to tables and queries.
final class WrittenNames extends SqlBasicVisitor<@Nullable Void> {
  private final Set<String> columns = new LinkedHashSet<>();
  private final Set<String> tables = new LinkedHashSet<>();

  private WrittenNames() {}

  static WrittenNames of(SqlNode query) {
    var written = new WrittenNames();
    query.accept(written);
    written.tables.removeAll(written.columns);
    return written;
  }

  Set<String> columns() {
    return columns;
  }

  Set<String> tables() {
    return tables;
  }

  @Override
  public @Nullable Void visit(SqlCall call) {
    switch (call) {
      case SqlWithItem item -> {
        add(tables, item.name);
        if (item.columnList != null) {
          item.columnList.forEach(column -> add(columns, column));
        }
      }
      case SqlSelect select ->
          select.getSelectList().stream()
              .filter(item -> item.getKind() == SqlKind.AS)
              .forEach(item -> add(columns, ((SqlCall) item).operand(1)));
      case SqlCall named when named.getKind() == SqlKind.AS -> {
        add(tables, named.operand(1));
        named.getOperandList().stream().skip(2).forEach(column -> add(columns, column));
      }
      default -> {}
    }
    return super.visit(call);
  }

  private static void add(Set<String> names, SqlNode name) {
    if (name instanceof SqlIdentifier identifier && identifier.isSimple()) {
      names.add(identifier.getSimple());
    }
  }
}
