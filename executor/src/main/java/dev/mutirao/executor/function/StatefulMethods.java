package dev.mutirao.executor.function;

import java.lang.invoke.MethodHandle;

/// What is called on the objects of a user's stateful function. Whatever a method throws is an
/// error of the catalogue.
///
/// @param creation `() -> Object`: an object for a partition
/// @param next takes a row and gives its value
public record StatefulMethods(MethodHandle creation, ObjectMethod next) {
  /// An object that has seen no rows.
  public Object create() {
    return Handles.created(creation);
  }
}
