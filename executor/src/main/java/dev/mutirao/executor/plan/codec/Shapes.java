package dev.mutirao.executor.plan.codec;

import dev.mutirao.connectors.type.Literal;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// Finds out, once for each Java type, how its values are spelled.
final class Shapes {
  private static final Map<Type, Shape> KNOWN = new ConcurrentHashMap<>();

  private Shapes() {}

  /// The shape of a type; types may contain themselves.
  static Shape of(Type type) {
    var known = KNOWN.get(type);
    return known != null ? known : new Later(type);
  }

  /// The classes that a value of a sealed type can have, in the order of their declaration.
  static List<Class<?>> concrete(Class<?> type) {
    if (!type.isSealed()) {
      return List.of(type);
    }
    var classes = new ArrayList<Class<?>>();
    for (var permitted : type.getPermittedSubclasses()) {
      classes.addAll(concrete(permitted));
    }
    return List.copyOf(classes);
  }

  private static Shape derive(Type type) {
    return switch (type) {
      case Class<?> plain -> derive(plain);
      case ParameterizedType generic -> derive(generic);
      default -> throw unspeakable(type);
    };
  }

  @SuppressWarnings("EnumOrdinal") // both ends run the same build
  private static Shape derive(Class<?> type) {
    var scalar = ScalarShapes.BY_CLASS.get(type);
    if (scalar != null) {
      return scalar;
    }
    if (type == Literal.class) {
      return new LiteralShape();
    }
    if (type.isEnum()) {
      var constants = type.getEnumConstants();
      return Shape.of(
          Enum.class,
          (value, writer) -> writer.count(value.ordinal()),
          reader -> (Enum<?>) constants[reader.tag(constants.length)]);
    }
    if (type.isRecord()) {
      return new RecordShape(type);
    }
    if (type.isSealed() && type.isInterface()) {
      return new SealedShape(type);
    }
    throw unspeakable(type);
  }

  private static Shape derive(ParameterizedType type) {
    var arguments = type.getActualTypeArguments();
    if (type.getRawType() == List.class) {
      return ContainerShapes.list(of(arguments[0]));
    }
    if (type.getRawType() == Optional.class) {
      return ContainerShapes.optional(of(arguments[0]));
    }
    if (type.getRawType() == Map.class) {
      return ContainerShapes.map(of(arguments[0]), of(arguments[1]));
    }
    throw unspeakable(type);
  }

  private static IllegalStateException unspeakable(Type type) {
    return new IllegalStateException("the codec does not spell " + type.getTypeName());
  }

  /// A shape that is derived when it is first used, which lets types contain themselves.
  private static final class Later implements Shape {
    private final Type type;
    private volatile Shape shape; // same value whoever derives it

    Later(Type type) {
      this.type = type;
    }

    @Override
    public void write(Object value, WireWriter writer) {
      shape().write(value, writer);
    }

    @Override
    public Object read(WireReader reader) {
      return shape().read(reader);
    }

    private Shape shape() {
      var derived = shape;
      if (derived == null) {
        derived = KNOWN.get(type);
        if (derived == null) {
          derived = derive(type);
          KNOWN.put(type, derived);
        }
        shape = derived;
      }
      return derived;
    }
  }
}
