package dev.mutirao.executor.plan.codec;

import dev.mutirao.connectors.type.Binary;
import dev.mutirao.connectors.type.Literal;
import dev.mutirao.connectors.type.Type;
import java.math.BigInteger;
import java.util.List;

/// How a constant is spelled: its type, then which class its value has, then the value. `Literal`
/// itself refuses a value that its type does not have.
final class LiteralShape implements Shape {
  private static final List<Class<?>> CLASSES =
      List.of(
          Boolean.class, Long.class, Double.class, BigInteger.class, String.class, Binary.class);

  @Override
  public void write(Object value, WireWriter writer) {
    var literal = (Literal) value;
    Shapes.of(Type.class).write(literal.type(), writer);
    var constant = literal.value();
    if (constant == null) {
      writer.count(0);
      return;
    }
    writer.count(1 + CLASSES.indexOf(constant.getClass()));
    Shapes.of(constant.getClass()).write(constant, writer);
  }

  @Override
  public Object read(WireReader reader) {
    var type = (Type) Shapes.of(Type.class).read(reader);
    var tag = reader.tag(1 + CLASSES.size());
    return tag == 0
        ? Literal.ofNull(type)
        : new Literal(type, Shapes.of(CLASSES.get(tag - 1)).read(reader));
  }
}
