package dev.mutirao.executor.plan.codec;

import java.util.List;

/// How a value of a sealed interface is spelled: which of the permitted classes it has, then the
/// value as such. Interfaces among the permitted classes are followed.
final class SealedShape implements Shape {
  private final List<Class<?>> classes;
  private final List<Shape> shapes;

  SealedShape(Class<?> type) {
    classes = Shapes.concrete(type);
    shapes = classes.stream().map(Shapes::of).toList();
  }

  @Override
  public void write(Object value, WireWriter writer) {
    var tag =
        classes.indexOf(
            value instanceof Enum<?> constant ? constant.getDeclaringClass() : value.getClass());
    writer.count(tag);
    shapes.get(tag).write(value, writer);
  }

  @Override
  public Object read(WireReader reader) {
    return shapes.get(reader.tag(shapes.size())).read(reader);
  }
}
