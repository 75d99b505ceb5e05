package dev.mutirao.planner.relational;

import java.util.Collection;
import java.util.List;
import java.util.Map;

/// What a statement could have named.
///
/// @param tables views and external tables
/// @param columns columns of the tables that the statement named, and functions that are called
///   without parentheses
/// @param unsupported columns of those tables that cannot be read yet, without regard to case, and
///   what each is
/// @param functions those that expressions can have
record KnownNames(
    Collection<String> tables,
    Collection<String> columns,
    Map<String, String> unsupported,
    Collection<String> functions) {
  static final KnownNames NONE = new KnownNames(List.of(), List.of(), Map.of(), List.of());
}
