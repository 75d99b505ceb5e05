package dev.mutirao.planner.relational;

import java.util.Objects;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.util.SqlShuttle;

/// Copies of written expressions, for those that come to stand in two places: the validator notes
/// what it finds out by a node's identity, and changes names in place.
public final class Copies extends SqlShuttle {
  private static final Copies INSTANCE = new Copies();

  private Copies() {}

  public static SqlNode of(SqlNode node) {
    return Objects.requireNonNull(node.accept(INSTANCE), "a shuttle gives a node for each");
  }

  @Override
  public SqlNode visit(SqlCall call) {
    var copy = new CallCopyingArgHandler(call, true);
    call.getOperator().acceptCall(this, call, false, copy);
    return copy.result();
  }

  @Override
  public SqlNode visit(SqlIdentifier name) {
    return name.clone(name.getParserPosition());
  }
}
