package dev.mutirao.planner.relational;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlDataTypeSpec;
import org.apache.calcite.sql.SqlFunction;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlSelect;
import org.apache.calcite.sql.SqlStarExclude;
import org.apache.calcite.sql.SqlStarReplace;
import org.apache.calcite.sql.fun.SqlCase;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.util.SqlBasicVisitor;
import org.jspecify.annotations.Nullable;

/// Names the expressions of select lists as PostgreSQL does: a call by its function, a cast by what
/// it casts, `case`, and `?column?` for the rest.
final class ColumnAliases extends SqlBasicVisitor<@Nullable Void> {
  private static final String OTHER = "?column?";

  private ColumnAliases() {}

  /// Adds aliases to the query itself.
  static void add(SqlNode query) {
    query.accept(new ColumnAliases());
  }

  @Override
  public @Nullable Void visit(SqlCall call) {
    super.visit(call);
    if (call instanceof SqlSelect select) {
      select.setSelectList(named(select.getSelectList()));
    }
    return null;
  }

  private static SqlNodeList named(SqlNodeList items) {
    var used = new HashSet<String>();
    items.forEach(item -> name(item).ifPresent(name -> used.add(key(name))));
    var given = new HashSet<String>();
    List<@Nullable SqlNode> named = new ArrayList<>();
    for (var item : items) {
      if (isNamed(item)) {
        name(item).ifPresent(name -> given.add(key(name)));
        named.add(item);
      } else {
        var alias = unused(implied(item).orElse(OTHER), given, used);
        var position = item.getParserPosition();
        named.add(
            SqlStdOperatorTable.AS.createCall(position, item, new SqlIdentifier(alias, position)));
      }
    }
    return new SqlNodeList(named, items.getParserPosition());
  }

  private static boolean isNamed(SqlNode item) {
    return item instanceof SqlIdentifier
        || item instanceof SqlStarExclude
        || item instanceof SqlStarReplace
        || item.getKind() == SqlKind.AS;
  }

  private static String unused(String name, Set<String> given, Set<String> used) {
    var candidate = name;
    for (var number = 1;
        !given.add(key(candidate)) || (number > 1 && used.contains(key(candidate)));
        number++) {
      candidate = name + "_" + number;
    }
    return candidate;
  }

  private static String key(String name) {
    return name.toLowerCase(Locale.ROOT);
  }

  /// What a select item is called by what is written.
  private static Optional<String> name(SqlNode item) {
    return switch (item) {
      case SqlIdentifier column when !column.isStar() -> Optional.of(column.names.getLast());
      case SqlCall call
          when call.getKind() == SqlKind.AS && call.operand(1) instanceof SqlIdentifier alias ->
          Optional.of(alias.getSimple());
      default -> Optional.empty();
    };
  }

  private static Optional<String> implied(SqlNode item) {
    return switch (item) {
      case SqlIdentifier column -> name(column);
      case SqlCase ignored -> Optional.of("case");
      case SqlSelect select when select.getSelectList().size() == 1 ->
          name(select.getSelectList().get(0)).or(() -> implied(select.getSelectList().get(0)));
      case SqlCall call -> ofCall(call);
      default -> Optional.empty();
    };
  }

  private static Optional<String> ofCall(SqlCall call) {
    return switch (call.getKind()) {
      case CAST, SAFE_CAST ->
          implied(call.operand(0))
              .or(() ->
                  call.operand(1) instanceof SqlDataTypeSpec type
                      ? Optional.of(key(type.getTypeName().getSimple()))
                      : Optional.empty());
      case OVER, FILTER, WITHIN_GROUP, RESPECT_NULLS, IGNORE_NULLS -> implied(call.operand(0));
      default ->
          call.getOperator() instanceof SqlFunction function
              ? Optional.of(key(function.getName()))
              : Optional.empty();
    };
  }
}
