package dev.mutirao.executor.userfunction;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.lang.reflect.Modifier;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/// Guesses how much Java heap the states of a class take: their own fields, and the texts, arrays
/// and collections of the JDK that these point at, of whose elements it looks at the first.
final class StateSize implements ToLongFunction<Object> {
  private static final long HEADER = 16;
  private static final long OTHER = 48;
  private static final int DEPTH = 3;

  private final long own;
  private final List<VarHandle> references;

  private StateSize(long own, List<VarHandle> references) {
    this.own = own;
    this.references = List.copyOf(references);
  }

  static StateSize of(Class<?> state) {
    long own = HEADER;
    var references = new ArrayList<VarHandle>();
    for (Class<?> type = state; type != Object.class; type = type.getSuperclass()) {
      for (var field : type.getDeclaredFields()) {
        if (Modifier.isStatic(field.getModifiers())) {
          continue;
        }
        own += Long.BYTES;
        if (!field.getType().isPrimitive()) {
          try {
            var lookup = MethodHandles.privateLookupIn(type, MethodHandles.lookup());
            references.add(lookup.unreflectVarHandle(field));
          } catch (IllegalAccessException e) {
            own += OTHER; // a class of the JDK, whose fields are its own
          }
        }
      }
    }
    return new StateSize(own, references);
  }

  @Override
  public long applyAsLong(Object state) {
    long size = own;
    for (var reference : references) {
      size += size((Object) reference.get(state), DEPTH);
    }
    return size;
  }

  private static long size(@Nullable Object value, int depth) {
    if (value == null || depth == 0) {
      return 0;
    }
    return switch (value) {
      case String text -> HEADER + 24 + text.length();
      case Number number when !(number instanceof BigDecimal || number instanceof BigInteger) ->
          HEADER + Long.BYTES;
      case boolean[] array -> HEADER + array.length;
      case byte[] array -> HEADER + array.length;
      case short[] array -> HEADER + 2L * array.length;
      case char[] array -> HEADER + 2L * array.length;
      case int[] array -> HEADER + 4L * array.length;
      case float[] array -> HEADER + 4L * array.length;
      case long[] array -> HEADER + 8L * array.length;
      case double[] array -> HEADER + 8L * array.length;
      case Object[] array ->
          HEADER + (long) array.length * (8 + size(array.length == 0 ? null : array[0], depth - 1));
      case Map<?, ?> map when isOfJdk(map) ->
          OTHER + map.size() * (OTHER + 16 + entry(map, depth - 1));
      case Collection<?> elements when isOfJdk(elements) ->
          OTHER + elements.size() * (16 + first(elements.iterator(), depth - 1));
      default -> OTHER;
    };
  }

  private static long entry(Map<?, ?> map, int depth) {
    var entries = map.entrySet().iterator();
    if (!entries.hasNext()) {
      return 0;
    }
    var entry = entries.next();
    return size(entry.getKey(), depth) + size(entry.getValue(), depth);
  }

  private static long first(Iterator<?> elements, int depth) {
    return elements.hasNext() ? size(elements.next(), depth) : 0;
  }

  /// Whether looking at it calls no code of a user.
  private static boolean isOfJdk(Object collection) {
    return collection.getClass().getClassLoader() == null;
  }
}
