package dev.mutirao.connectors.type;

import java.util.List;

/// The columns of a table, a batch or a plan node, in order.
public record Schema(List<Field> fields) {
  public static final Schema EMPTY = new Schema(List.of());

  public Schema {
    fields = List.copyOf(fields);
  }

  public static Schema of(Field... fields) {
    return new Schema(List.of(fields));
  }

  public int size() {
    return fields.size();
  }

  public Field field(int index) {
    return fields.get(index);
  }

  public Type type(int index) {
    return fields.get(index).type();
  }

  /// The columns at `indices`, in that order.
  public Schema select(List<Integer> indices) {
    return new Schema(indices.stream().map(fields::get).toList());
  }

  /// This schema's columns, then the other's.
  public Schema concat(Schema other) {
    var all = new java.util.ArrayList<>(fields);
    all.addAll(other.fields);
    return new Schema(all);
  }
}
