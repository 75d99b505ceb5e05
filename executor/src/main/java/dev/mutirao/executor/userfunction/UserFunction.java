package dev.mutirao.executor.userfunction;

import java.util.List;

/// A function of a jar, with everything that can be called by its name.
///
/// @param name in SQL, in lower case
/// @param qualifiedName what plans call it
/// @param deterministic whether equal arguments give equal results
public record UserFunction(
    Kind kind,
    String name,
    String qualifiedName,
    String description,
    String example,
    boolean deterministic,
    List<Declared> overloads) {
  /// What a function gives for what.
  public enum Kind {
    /// A value for a row.
    SCALAR,
    /// A value for many rows.
    AGGREGATE,
    /// Rows for constants.
    TABLE,
    /// A value for a row and those before it.
    STATEFUL
  }

  public UserFunction {
    overloads = List.copyOf(overloads);
  }

  /// How it is called, a line for each overload.
  public List<String> signatures() {
    return overloads.stream().map(Declared::signature).toList();
  }

  /// Whether an aggregate leaves out rows whose first argument is NULL.
  public boolean skipsNulls() {
    return overloads.stream()
        .allMatch(overload -> overload instanceof UserAggregate user && user.skipsNulls());
  }
}
