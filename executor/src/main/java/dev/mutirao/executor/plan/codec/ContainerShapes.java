package dev.mutirao.executor.plan.codec;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// How values that hold others are spelled: how many, then each.
final class ContainerShapes {
  private ContainerShapes() {}

  static Shape list(Shape element) {
    return Shape.of(
        List.class,
        (list, writer) -> {
          writer.count(list.size());
          for (var value : list) {
            element.write(value, writer);
          }
        },
        reader -> {
          var size = reader.count();
          var list = new ArrayList<Object>(size);
          for (int i = 0; i < size; i++) {
            list.add(element.read(reader));
          }
          return list;
        });
  }

  static Shape map(Shape key, Shape value) {
    return Shape.of(
        Map.class,
        (map, writer) -> {
          writer.count(map.size());
          for (var entry : ((Map<?, ?>) map).entrySet()) {
            key.write(entry.getKey(), writer);
            value.write(entry.getValue(), writer);
          }
        },
        reader -> {
          var size = reader.count();
          var map = new LinkedHashMap<Object, Object>();
          for (int i = 0; i < size; i++) {
            map.put(key.read(reader), value.read(reader));
          }
          return map;
        });
  }

  static Shape optional(Shape element) {
    return Shape.of(
        Optional.class,
        (optional, writer) -> {
          writer.count(optional.isPresent() ? 1 : 0);
          if (optional.isPresent()) {
            element.write(optional.get(), writer);
          }
        },
        reader -> reader.tag(2) == 0 ? Optional.empty() : Optional.of(element.read(reader)));
  }
}
