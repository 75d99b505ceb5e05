package dev.mutirao.executor.tablefunction;

import dev.mutirao.connectors.source.Connector;
import dev.mutirao.connectors.source.DescribeContext;
import dev.mutirao.connectors.source.ReadContext;
import dev.mutirao.connectors.source.ScanRequest;
import dev.mutirao.connectors.source.Split;
import dev.mutirao.connectors.source.SplitReader;
import dev.mutirao.connectors.source.TableDescription;
import dev.mutirao.connectors.source.TableHandle;
import dev.mutirao.connectors.source.TableReference;
import dev.mutirao.connectors.type.Literal;
import dev.mutirao.executor.expression.ObjectFunctions;
import dev.mutirao.executor.function.FunctionRegistry;
import java.util.List;
import java.util.Map;

/// The rows of users' functions as a source of data. A call is one split, so that it runs once, on
/// one thread of one executor; what its rows go through runs on more.
public final class TableFunctions implements Connector {
  private final FunctionRegistry functions;
  private final ObjectFunctions compiled;

  public TableFunctions(FunctionRegistry functions) {
    this.functions = functions;
    this.compiled = new ObjectFunctions(functions);
  }

  @Override
  public String name() {
    return TableCall.CONNECTOR;
  }

  @Override
  public boolean claims(String fileName) {
    return false;
  }

  /// Calls are described by the planner, which knows their arguments.
  @Override
  public TableDescription describe(TableReference reference, DescribeContext context) {
    throw new IllegalArgumentException("no call of a function: " + reference.location());
  }

  @Override
  public List<Split> splits(TableHandle table, ScanRequest request) {
    return List.of(new Split("", 0, 1, 0, 0, 1, Map.of()));
  }

  @Override
  public SplitReader open(
      TableHandle table, ScanRequest request, Split split, ReadContext context) {
    var call = TableCall.of(table);
    var types = call.arguments().stream().map(Literal::type).toList();
    var overload = functions.table(call.function(), types);
    var values = compiled.table(call.function(), types, overload);
    return new RowsReader(overload.open(call.arguments()), values, request, context);
  }
}
