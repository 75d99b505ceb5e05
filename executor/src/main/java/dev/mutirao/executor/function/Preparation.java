package dev.mutirao.executor.function;

import java.lang.invoke.MethodHandle;

/// Arguments that a function takes as one object made of them, such as a pattern: made once when
/// they are constant.
///
/// @param first the position of the first such argument
/// @param count how many follow each other
/// @param factory from their values to the object, which is the handle's parameter in their place
public record Preparation(int first, int count, MethodHandle factory) {}
