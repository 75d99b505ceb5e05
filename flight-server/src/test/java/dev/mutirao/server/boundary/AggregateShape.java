package dev.mutirao.server.boundary;

import dev.mutirao.connectors.type.Type;
import dev.mutirao.connectors.type.Type.Simple;
import dev.mutirao.executor.aggregate.AggregateDescription;
import dev.mutirao.executor.aggregate.AggregateFunctions;
import dev.mutirao.executor.aggregate.ResolvedAggregate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// An aggregate with arguments over an {@link ArgumentFile} of two columns of one type.
///
/// @param arguments over the file's columns, the first one a column
/// @param ordered whether the call has an order inside
/// @param result what the registry says that it gives; empty for aggregates that are made of others
record AggregateShape(
    String name, Type type, List<String> arguments, boolean ordered, Optional<Type> result) {
  AggregateShape {
    arguments = List.copyOf(arguments);
  }

  /// The shapes that the registry takes; for an aggregate that it leaves to the planner, those with
  /// as many arguments as its example has.
  static List<AggregateShape> of(AggregateDescription aggregate) {
    var shapes = new ArrayList<AggregateShape>();
    for (var type : Constants.tried()) {
      known(aggregate, type, List.of(type)).ifPresent(shapes::add);
      known(aggregate, type, List.of(type, type))
          .filter(shape -> resolved(shape.name(), List.of(type, type)).constants() == 0)
          .ifPresent(shapes::add);
      for (var constant : List.of(Simple.DOUBLE, Simple.VARCHAR)) {
        known(aggregate, type, List.of(type, constant))
            .filter(shape -> resolved(shape.name(), List.of(type, constant)).constants() == 1)
            .ifPresent(shapes::add);
      }
    }
    if (shapes.isEmpty()) {
      int count = ExampleCall.of(aggregate.name(), aggregate.aliases(), aggregate.example()).size();
      for (var type : Constants.tried()) {
        var arguments = columns(type).subList(0, count);
        shapes.add(new AggregateShape(aggregate.name(), type, arguments, false, Optional.empty()));
      }
    }
    return shapes;
  }

  private static Optional<AggregateShape> known(
      AggregateDescription aggregate, Type type, List<Type> arguments) {
    return AggregateFunctions.resolve(aggregate.name(), arguments)
        .map(resolved -> {
          var texts = new ArrayList<>(columns(type).subList(0, resolved.columns()));
          resolved
              .parameterTypes()
              .subList(resolved.columns(), arguments.size())
              .forEach(constant -> texts.add(constant == Simple.DOUBLE ? "0.5" : "'; '"));
          return new AggregateShape(
              aggregate.name(),
              type,
              texts,
              aggregate.signature().startsWith(aggregate.name() + "(x ORDER BY"),
              Optional.of(resolved.resultType()));
        });
  }

  private static ResolvedAggregate resolved(String name, List<Type> arguments) {
    return AggregateFunctions.resolve(name, arguments).orElseThrow();
  }

  private static List<String> columns(Type type) {
    return List.of(Constants.read(type, "v0"), Constants.read(type, "r1"));
  }

  /// The call.
  String call() {
    return call("");
  }

  /// The call over arguments that differ.
  String distinct() {
    return call("DISTINCT ");
  }

  private String call(String quantifier) {
    var order = ordered ? " ORDER BY k" : "";
    return name + "(" + quantifier + String.join(", ", arguments) + order + ")";
  }
}
