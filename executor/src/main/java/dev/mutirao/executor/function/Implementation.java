package dev.mutirao.executor.function;

import java.lang.invoke.MethodHandle;
import java.util.Optional;

/// What computes a function for exact types.
///
/// The handle takes one Java value per argument, see {@link JavaType}, after a leading {@link
/// TextBuffer} when `needsBuffer`, and gives the result's.
///
/// @param needsBuffer whether the handle's first parameter is a {@link TextBuffer}
/// @param givesNull whether the handle gives a reference that may be null
/// @param takesNulls whether the handle takes references that may be null, instead of being skipped
///   for NULL
/// @param fails whether some arguments make it throw; what never throws may run on the garbage
///   under NULLs
/// @param preparation arguments that become one object first
public record Implementation(
    MethodHandle handle,
    boolean needsBuffer,
    boolean givesNull,
    boolean takesNulls,
    boolean fails,
    Optional<Preparation> preparation) {
  /// A strict function of plain values.
  public static Implementation strict(MethodHandle handle, boolean fails) {
    return new Implementation(handle, false, false, false, fails, Optional.empty());
  }
}
