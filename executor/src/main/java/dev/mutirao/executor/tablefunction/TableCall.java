package dev.mutirao.executor.tablefunction;

import dev.mutirao.connectors.source.TableHandle;
import dev.mutirao.connectors.type.Literal;
import dev.mutirao.connectors.type.Schema;
import dev.mutirao.connectors.type.ValueText;
import dev.mutirao.executor.plan.PlanNode;
import dev.mutirao.executor.plan.codec.PlanCodec;
import dev.mutirao.executor.userfunction.QualifiedName;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// A call of a user's function that gives rows, as the handle of a table.
///
/// @param function its name in plans
/// @param arguments of the types of its parameters
/// @param number tells calls in a statement apart that may give other rows each time; 0 where equal
///   calls give equal rows
public record TableCall(String function, List<Literal> arguments, int number) {
  /// The connector's name.
  static final String CONNECTOR = "java";

  private static final String ARGUMENTS = "arguments";
  private static final String NUMBER = "number";

  public TableCall {
    arguments = List.copyOf(arguments);
  }

  /// Whether a table is the rows of such a call.
  public static boolean is(TableHandle handle) {
    return handle.connector().equals(CONNECTOR);
  }

  public static TableCall of(TableHandle handle) {
    var bytes = HexFormat.of().parseHex(handle.options().getOrDefault(ARGUMENTS, ""));
    return new TableCall(
        handle.location(),
        PlanCodec.decode(PlanNode.Row.class, bytes).values(),
        Integer.parseInt(handle.options().getOrDefault(NUMBER, "0")));
  }

  public TableHandle handle(Schema columns) {
    var bytes = PlanCodec.encode(PlanNode.Row.class, new PlanNode.Row(arguments));
    return new TableHandle(
        CONNECTOR,
        function,
        columns,
        Map.of(ARGUMENTS, HexFormat.of().formatHex(bytes), NUMBER, String.valueOf(number)));
  }

  /// As users write it.
  public String shown() {
    return arguments.stream()
        .map(argument -> argument.isNull() ? "NULL" : ValueText.of(argument))
        .collect(Collectors.joining(", ", QualifiedName.shown(function) + "(", ")"));
  }
}
