package dev.mutirao.planner;

import dev.mutirao.connectors.type.Schema;
import dev.mutirao.connectors.type.Type;
import java.util.List;

/// What a statement takes and gives, known without planning it.
///
/// @param output the columns of its rows; empty when it gives none
/// @param parameters types of the `?` in order
/// @param update whether it changes the catalog or the session rather than giving rows
public record StatementDescription(Schema output, List<Type> parameters, boolean update) {
  public StatementDescription {
    parameters = List.copyOf(parameters);
  }
}
