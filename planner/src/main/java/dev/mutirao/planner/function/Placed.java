package dev.mutirao.planner.function;

import java.util.Objects;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlDataTypeSpec;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlIntervalQualifier;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.util.SqlShuttle;

/// Copies syntax that comes from elsewhere to a place of the statement, so that errors name it.
final class Placed extends SqlShuttle {
  private final SqlParserPos place;

  private Placed(SqlParserPos place) {
    this.place = place;
  }

  static SqlNode at(SqlNode node, SqlParserPos place) {
    return Objects.requireNonNull(
        node.accept(new Placed(place)), "a shuttle gives a node for each");
  }

  @Override
  public SqlNode visit(SqlCall call) {
    var copy = new CallCopyingArgHandler(call, true);
    call.getOperator().acceptCall(this, call, false, copy);
    return copy.result().clone(place);
  }

  @Override
  public SqlNode visit(SqlNodeList list) {
    var copies = new SqlNodeList(place);
    list.forEach(node -> copies.add(node == null ? null : node.accept(this)));
    return copies;
  }

  @Override
  public SqlNode visit(SqlIdentifier name) {
    return name.isStar()
        ? SqlIdentifier.star(
            name.names, place, java.util.Collections.nCopies(name.names.size(), place))
        : name.clone(place);
  }

  @Override
  public SqlNode visit(SqlLiteral literal) {
    return literal.clone(place);
  }

  @Override
  public SqlNode visit(SqlDataTypeSpec type) {
    return type.clone(place);
  }

  @Override
  public SqlNode visit(SqlIntervalQualifier qualifier) {
    return qualifier.clone(place);
  }
}
