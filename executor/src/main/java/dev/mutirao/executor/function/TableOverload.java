package dev.mutirao.executor.function;

import dev.mutirao.connectors.type.Literal;
import dev.mutirao.connectors.type.Schema;
import dev.mutirao.connectors.type.Type;
import java.util.List;
import java.util.Optional;

/// One way to call a user's function that gives rows.
public interface TableOverload {
  /// The parameter types that `arguments` widen to; empty when they do not.
  Optional<List<Type>> parameters(List<Type> arguments);

  /// The columns of its rows.
  Schema columns();

  /// How the value of each column is got from a row, which is an object.
  List<ObjectMethod> values();

  /// Begins to make the rows.
  ///
  /// @param arguments of the parameters' types
  /// @throws dev.mutirao.connectors.error.MutiraoException when the function fails
  UserRows open(List<Literal> arguments);
}
