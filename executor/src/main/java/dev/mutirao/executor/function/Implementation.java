package dev.mutirao.executor.function;

import java.lang.invoke.MethodHandle;

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
public record Implementation(
    MethodHandle handle,
    boolean needsBuffer,
    boolean givesNull,
    boolean takesNulls,
    boolean fails) {}
