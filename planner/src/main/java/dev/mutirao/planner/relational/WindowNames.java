package dev.mutirao.planner.relational;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlSelect;
import org.apache.calcite.sql.SqlWindow;
import org.apache.calcite.sql.util.SqlBasicVisitor;
import org.jspecify.annotations.Nullable;

/// Spells the names of windows as their declarations do: names count without regard to case, which
/// Calcite does not know of windows.
final class WindowNames extends SqlBasicVisitor<@Nullable Void> {
  /// The named windows of the queries around, the innermost first.
  private final Deque<SqlNodeList> declared = new ArrayDeque<>();

  private WindowNames() {}

  /// Changes the query itself.
  static void spell(SqlNode query) {
    query.accept(new WindowNames());
  }

  @Override
  public @Nullable Void visit(SqlCall call) {
    if (call instanceof SqlSelect select) {
      declared.push(select.getWindowList());
      super.visit(select);
      declared.pop();
      return null;
    }
    if (call instanceof SqlWindow window && window.getRefName() != null) {
      spell(window.getRefName());
    } else if (call.getKind() == SqlKind.OVER && call.operand(1) instanceof SqlIdentifier name) {
      spell(name);
    }
    return super.visit(call);
  }

  private void spell(SqlIdentifier name) {
    if (!declared.isEmpty()) {
      declaration(declared.getFirst(), name)
          .ifPresent(window -> name.setNames(List.copyOf(window.getDeclName().names), null));
    }
  }

  /// The window of a name among declared ones.
  static Optional<SqlWindow> declaration(SqlNodeList windows, SqlIdentifier name) {
    return windows.stream()
        .map(SqlWindow.class::cast)
        .filter(window ->
            window.getDeclName() != null
                && window.getDeclName().getSimple().equalsIgnoreCase(name.getSimple()))
        .findFirst();
  }
}
