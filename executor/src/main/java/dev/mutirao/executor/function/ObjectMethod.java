package dev.mutirao.executor.function;

import dev.mutirao.connectors.type.Type;
import java.lang.invoke.MethodHandle;
import java.util.List;

/// A method of users' objects, called on one object per row.
///
/// The handle takes the object as an `Object`, after a leading {@link TextBuffer} when
/// `needsBuffer`, then a Java value per argument: as {@link JavaType} says, or its box, null for
/// NULL, where `takesNull` is. A row with another NULL is not given to it.
///
/// @param parameters types of the arguments
/// @param takesNull for each argument
/// @param result type of the result; NULL when there is none
/// @param needsBuffer whether the handle's first parameter is a {@link TextBuffer}
/// @param givesNull whether the handle gives a reference that may be null
public record ObjectMethod(
    MethodHandle handle,
    List<Type> parameters,
    List<Boolean> takesNull,
    Type result,
    boolean needsBuffer,
    boolean givesNull) {
  public ObjectMethod {
    parameters = List.copyOf(parameters);
    takesNull = List.copyOf(takesNull);
  }
}
