package dev.mutirao.server.rpc;

/// A question that one process may ask another.
///
/// @param name the type of the Flight action
/// @param question what is asked, a record
/// @param answer what comes back, a record
public record Procedure<Q, A>(String name, Class<Q> question, Class<A> answer) {
  /// What the names of all procedures begin with: actions that are not for clients.
  public static final String PREFIX = "mutirao.";

  /// An answer that says only that it was done.
  public record Done() {}
}
