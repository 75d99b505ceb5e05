package dev.mutirao.server.flightsql;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.apache.arrow.flight.FlightProducer.ServerStreamListener;
import org.apache.arrow.flight.sql.FlightSqlProducer.Schemas;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.BitVector;
import org.apache.arrow.vector.IntVector;
import org.apache.arrow.vector.UInt4Vector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.complex.DenseUnionVector;
import org.apache.arrow.vector.complex.ListVector;
import org.apache.arrow.vector.complex.MapVector;
import org.apache.arrow.vector.complex.StructVector;

/// Sends facts about the server as the specification's table: a number, and a union of six types.
final class FactStream {
  private static final byte TEXT = 0;
  private static final byte TRUTH = 1;
  private static final byte NUMBER = 2;
  private static final byte MASK = 3;
  private static final byte TEXTS = 4;
  private static final byte MAP = 5;

  private final DenseUnionVector values;
  private final int[] counts = new int[MAP + 1];

  private FactStream(DenseUnionVector values) {
    this.values = values;
  }

  static void send(
      Map<Integer, Object> facts, BufferAllocator allocator, ServerStreamListener listener) {
    try (var root = VectorSchemaRoot.create(Schemas.GET_SQL_INFO_SCHEMA, allocator)) {
      root.allocateNew();
      var ids = (UInt4Vector) root.getVector("info_name");
      var values = (DenseUnionVector) root.getVector("value");
      values.setValueCount(facts.size());
      var stream = new FactStream(values);
      int row = 0;
      for (var fact : facts.entrySet()) {
        ids.setSafe(row, fact.getKey());
        stream.set(row, fact.getValue());
        row++;
      }
      root.setRowCount(row);
      listener.start(root);
      listener.putNext();
      listener.completed();
    }
  }

  private void set(int row, Object value) {
    switch (value) {
      case String text ->
          ((VarCharVector) values.getVectorByType(TEXT)).setSafe(place(row, TEXT), utf8(text));
      case Boolean truth ->
          ((BitVector) values.getVectorByType(TRUTH)).setSafe(place(row, TRUTH), truth ? 1 : 0);
      case Long number ->
          ((BigIntVector) values.getVectorByType(NUMBER)).setSafe(place(row, NUMBER), number);
      case Integer mask ->
          ((IntVector) values.getVectorByType(MASK)).setSafe(place(row, MASK), mask);
      case List<?> texts ->
          texts((ListVector) values.getVectorByType(TEXTS), place(row, TEXTS), texts);
      case Map<?, ?> map -> map((MapVector) values.getVectorByType(MAP), place(row, MAP), map);
      default -> throw new IllegalArgumentException("a fact of " + value.getClass());
    }
  }

  /// Where a row's value goes in the vector of its type.
  private int place(int row, byte type) {
    int place = counts[type]++;
    values.setTypeId(row, type);
    values.getOffsetBuffer().setInt(row * 4L, place);
    return place;
  }

  private static void texts(ListVector vector, int place, List<?> texts) {
    int start = vector.startNewValue(place);
    var items = (VarCharVector) vector.getDataVector();
    for (int i = 0; i < texts.size(); i++) {
      items.setSafe(start + i, utf8(texts.get(i)));
    }
    vector.endValue(place, texts.size());
  }

  private static void map(MapVector vector, int place, Map<?, ?> map) {
    int at = vector.startNewValue(place);
    var entries = (StructVector) vector.getDataVector();
    var keys = (IntVector) entries.getChild(MapVector.KEY_NAME);
    var lists = (ListVector) entries.getChild(MapVector.VALUE_NAME);
    for (var entry : map.entrySet()) {
      entries.setIndexDefined(at);
      keys.setSafe(at, (Integer) entry.getKey());
      var items = (List<?>) entry.getValue();
      int start = lists.startNewValue(at);
      for (int i = 0; i < items.size(); i++) {
        ((IntVector) lists.getDataVector()).setSafe(start + i, (Integer) items.get(i));
      }
      lists.endValue(at, items.size());
      at++;
    }
    vector.endValue(place, map.size());
  }

  private static byte[] utf8(Object text) {
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }
}
