package dev.mutirao.planner.function;

import dev.mutirao.connectors.error.ErrorCode;
import dev.mutirao.planner.parser.PlacedErrors;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlSelect;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.util.SqlShuttle;
import org.jspecify.annotations.Nullable;

/// Finds the calls of functions written in SQL, and puts their bodies into their places.
final class InlinedCalls extends SqlShuttle {
  private final SqlFunctions functions;

  InlinedCalls(SqlFunctions functions) {
    this.functions = functions;
  }

  @Override
  public @Nullable SqlNode visit(SqlCall call) {
    return switch (call.getKind()) {
      case SELECT -> select((SqlSelect) call);
      case COLLECTION_TABLE -> inFrom(call);
      case OVER, FILTER, WITHIN_GROUP, RESPECT_NULLS, IGNORE_NULLS -> ofAggregate(call);
      default -> {
        var function = functions.called(call);
        var inlined = super.visit(call);
        yield function.isPresent()
            ? functions.expand(function.get(), (SqlCall) Objects.requireNonNull(inlined))
            : inlined;
      }
    };
  }

  /// Only the arguments: what is called gives rows.
  private SqlNode inFrom(SqlCall table) {
    var function = table.<SqlCall>operand(0);
    var arguments = new ArrayList<SqlNode>();
    for (var argument : function.getOperandList()) {
      arguments.add(Objects.requireNonNull(argument.accept(this)));
    }
    var called = function.getOperator().createCall(function.getParserPosition(), arguments);
    return table.getOperator().createCall(table.getParserPosition(), called);
  }

  private @Nullable SqlNode ofAggregate(SqlCall call) {
    var function = functions.called(call.operand(0));
    if (function.isPresent()) {
      throw PlacedErrors.at(
          call.<SqlNode>operand(0),
          ErrorCode.INVALID_STATEMENT,
          function.get().name() + " is no aggregate and no window function");
    }
    return super.visit(call);
  }

  /// Names a column of a call after the function, as if nothing was inlined.
  private @Nullable SqlNode select(SqlSelect select) {
    var names = new ArrayList<@Nullable String>();
    for (var item : select.getSelectList()) {
      names.add(functions.called(item).map(function -> function.name()).orElse(null));
    }
    var inlined = super.visit(select);
    if (!(inlined instanceof SqlSelect changed) || names.stream().allMatch(Objects::isNull)) {
      return inlined;
    }
    var given = new HashSet<String>();
    var items = new SqlNodeList(changed.getSelectList().getParserPosition());
    for (int i = 0; i < names.size(); i++) {
      var item = changed.getSelectList().get(i);
      var name = names.get(i);
      items.add(name == null ? item : named(item, unused(name.toLowerCase(Locale.ROOT), given)));
    }
    changed.setSelectList(items);
    return changed;
  }

  private static SqlNode named(SqlNode item, String name) {
    var place = item.getParserPosition();
    return SqlStdOperatorTable.AS.createCall(place, item, new SqlIdentifier(name, place));
  }

  private static String unused(String name, Set<String> given) {
    var candidate = name;
    for (int number = 1; !given.add(candidate); number++) {
      candidate = name + "_" + number;
    }
    return candidate;
  }
}
