package dev.mutirao.executor.expression;

import dev.mutirao.connectors.type.Int128;
import dev.mutirao.connectors.type.Literal;
import dev.mutirao.executor.function.KeptBytes;
import java.math.BigInteger;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The constants of a loop by their number, each in the array of its kind. They are inputs of the
/// compiled loop, so that queries that differ in constants share it.
@SuppressWarnings("ArrayRecordComponent")
record Literals(long[] longs, double[] doubles, @Nullable Object[] objects) {
  static final Literals NONE = of(List.of());

  /// @param constants {@link Literal}s that are not NULL, or what functions prepared of them
  static Literals of(List<Object> constants) {
    int count = constants.size();
    var literals = new Literals(new long[count], new double[count], new Object[count]);
    for (int i = 0; i < count; i++) {
      literals.set(i, constants.get(i));
    }
    return literals;
  }

  private void set(int index, Object constant) {
    if (!(constant instanceof Literal literal)) {
      objects[index] = constant;
      return;
    }
    switch (literal.value()) {
      case Boolean value -> longs[index] = value ? 1 : 0;
      case Long value -> longs[index] = value;
      case Double value -> doubles[index] = value;
      case BigInteger value -> objects[index] = Int128.of(value);
      case null -> throw new IllegalArgumentException("NULL is no input of a loop");
      default -> objects[index] = KeptBytes.of(literal.bytes());
    }
  }
}
