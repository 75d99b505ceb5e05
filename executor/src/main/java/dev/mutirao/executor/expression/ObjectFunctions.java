package dev.mutirao.executor.expression;

import dev.mutirao.connectors.type.Type;
import dev.mutirao.executor.function.AggregateMethods;
import dev.mutirao.executor.function.FunctionRegistry;
import dev.mutirao.executor.function.StatefulMethods;
import dev.mutirao.executor.function.TableOverload;
import dev.mutirao.executor.function.UserCode;
import java.util.List;
import java.util.function.Function;

/// Compiles the calls on objects of users' classes. What is compiled is kept with the function's
/// jar, so that the next query finds it, and it goes when the jar goes. Thread-safe.
public final class ObjectFunctions {
  /// No functions of users.
  public static final ObjectFunctions NONE = new ObjectFunctions(FunctionRegistry.builtIn());

  private final FunctionRegistry functions;

  public ObjectFunctions(FunctionRegistry functions) {
    this.functions = functions;
  }

  /// The compiled calls of an aggregate.
  public record Aggregate(AggregateMethods methods, ObjectCalling add, ObjectLoop result) {}

  /// The compiled calls of a stateful function.
  public record Stateful(StatefulMethods methods, ObjectLoop next) {}

  /// @param name as plans call it
  /// @throws IllegalArgumentException when it does not take exactly these types
  public Aggregate aggregate(String name, List<Type> types, Type result) {
    return kept(
        name,
        Aggregate.class,
        types,
        result,
        code -> {
          var methods = functions.aggregate(name, types, result);
          return new Aggregate(
              methods,
              new ObjectCalling(code, methods.add()),
              new ObjectLoop(code, methods.result()));
        });
  }

  /// @param name as plans call it
  /// @throws IllegalArgumentException when it does not take exactly these types
  public Stateful stateful(String name, List<Type> types, Type result) {
    return kept(
        name,
        Stateful.class,
        types,
        result,
        code -> {
          var methods = functions.stateful(name, types, result);
          return new Stateful(methods, new ObjectLoop(code, methods.next()));
        });
  }

  /// How the values of the columns are got from the rows of a user's function.
  ///
  /// @param name as plans call it
  public List<ObjectLoop> table(String name, List<Type> types, TableOverload overload) {
    return kept(
            name,
            Columns.class,
            types,
            Type.Simple.NULL,
            code ->
                new Columns(
                    overload.values().stream().map(value -> new ObjectLoop(code, value)).toList()))
        .loops();
  }

  private record Columns(List<ObjectLoop> loops) {}

  private record Key(String name, Class<?> kind, List<Type> types, Type result) {}

  private <T> T kept(
      String name, Class<T> kind, List<Type> types, Type result, Function<UserCode, T> compile) {
    var code =
        functions
            .code(name)
            .orElseThrow(() -> new IllegalArgumentException("no function of a user: " + name));
    var cache = code.compiled();
    var key = new Key(name, kind, List.copyOf(types), result);
    synchronized (cache) {
      var known = cache.get(key);
      if (known != null) {
        return kind.cast(known);
      }
    }
    var made = compile.apply(code);
    synchronized (cache) {
      var earlier = cache.putIfAbsent(key, made);
      return earlier == null ? made : kind.cast(earlier);
    }
  }
}
