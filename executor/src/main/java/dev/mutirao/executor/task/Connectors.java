package dev.mutirao.executor.task;

import dev.mutirao.connectors.error.EngineErrors;
import dev.mutirao.connectors.source.Connector;
import dev.mutirao.connectors.write.FileFormat;
import dev.mutirao.executor.function.FunctionRegistry;
import dev.mutirao.executor.tablefunction.TableFunctions;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.TreeMap;

/// The connectors of this process by name.
public final class Connectors {
  private final Map<String, Connector> byName = new TreeMap<>();

  public Connectors(Iterable<Connector> connectors) {
    connectors.forEach(connector -> byName.put(connector.name(), connector));
  }

  /// Those on the class path.
  public static Connectors installed() {
    return new Connectors(ServiceLoader.load(Connector.class));
  }

  /// These, and the rows of users' functions.
  public Connectors with(FunctionRegistry functions) {
    var all = new ArrayList<Connector>(byName.values());
    all.add(new TableFunctions(functions));
    return new Connectors(all);
  }

  public Collection<Connector> all() {
    return byName.values();
  }

  public Connector named(String name) {
    var connector = byName.get(name);
    if (connector == null) {
      throw EngineErrors.internal("no connector " + name + " in this process", null);
    }
    return connector;
  }

  /// How rows are written in a connector's format.
  public FileFormat format(String name) {
    return named(name)
        .format()
        .orElseThrow(() -> EngineErrors.internal("connector " + name + " only reads", null));
  }
}
