package dev.mutirao.executor.function;

import java.util.List;
import java.util.Optional;

/// Functions that are not the engine's, by the names that plans give them.
public interface UserFunctions {
  /// The overloads of a function; empty when the name is not one of a user's function.
  ///
  /// @throws dev.mutirao.connectors.error.MutiraoException when it is, and there is no such
  ///   function
  Optional<List<? extends Overload>> overloads(String name);

  /// The overloads of an aggregate; none when the name is not one of a user's aggregate.
  List<? extends ObjectOverload<AggregateMethods>> aggregates(String name);

  /// The overloads of a stateful function; none when the name is not one.
  List<? extends ObjectOverload<StatefulMethods>> stateful(String name);

  /// The overloads of a function that gives rows; none when the name is not one.
  List<? extends TableOverload> tables(String name);

  /// The code that a function is of; empty for functions of the engine.
  Optional<UserCode> code(String name);
}
