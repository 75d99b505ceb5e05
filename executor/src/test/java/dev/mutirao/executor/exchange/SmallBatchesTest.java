package dev.mutirao.executor.exchange;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mutirao.connectors.batch.Batch;
import dev.mutirao.connectors.batch.Cells;
import dev.mutirao.connectors.batch.Column;
import dev.mutirao.connectors.batch.Gather;
import dev.mutirao.connectors.batch.Memory;
import dev.mutirao.connectors.type.Field;
import dev.mutirao.connectors.type.Literal;
import dev.mutirao.connectors.type.Schema;
import dev.mutirao.connectors.type.Type;
import dev.mutirao.executor.testing.RandomRows;
import dev.mutirao.executor.testing.RowSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.arrow.memory.RootAllocator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SmallBatchesTest {
  private static final int BATCH_ROWS = 100;
  private static final long ENOUGH_BYTES = 1 << 20;
  private static final Schema SCHEMA =
      new Schema(
          IntStream.range(0, RandomRows.TYPES.size())
              .mapToObj(i -> Field.of("c" + i, RandomRows.TYPES.get(i)))
              .toList());

  private final RootAllocator allocator = new RootAllocator();
  private final List<Batch> sent = new ArrayList<>();

  @AfterEach
  void nothingIsLeft() {
    sent.forEach(Batch::close);
    allocator.close();
  }

  private Batch batch(List<List<Literal>> rows, int seed) {
    return RowSource.batch(SCHEMA, rows, allocator, new Random(seed));
  }

  private List<List<Literal>> sentRows() {
    return sent.stream()
        .flatMap(batch -> IntStream.range(0, batch.rows()).mapToObj(row -> Cells.row(batch, row)))
        .toList();
  }

  @Test
  void rowsComeOutAsTheyWentIn() {
    var random = new Random(7);
    var made = new RandomRows(7, 5, 0.2);
    var expected = new ArrayList<List<Literal>>();
    try (var small = new SmallBatches(BATCH_ROWS / 2, ENOUGH_BYTES, allocator)) {
      for (int i = 0; i < 500; i++) {
        var rows = made.rows(SCHEMA, 1 + random.nextInt(random.nextInt(10) == 0 ? 100 : 8));
        expected.addAll(rows);
        small.add(batch(rows, i), sent::add);
        if (random.nextInt(50) == 0) {
          small.flush(sent::add);
        }
      }
      small.flush(sent::add);
    }
    assertEquals(expected, sentRows());
    assertTrue(sent.size() < 150, sent.size() + " batches");
    assertTrue(sent.stream().allMatch(batch -> batch.rows() <= BATCH_ROWS));
  }

  @Test
  void aLargeBatchGoesAsItIs() {
    var large = batch(new RandomRows(1, 5, 0).rows(SCHEMA, BATCH_ROWS / 2), 1);
    try (var small = new SmallBatches(BATCH_ROWS / 2, ENOUGH_BYTES, allocator)) {
      small.add(large, sent::add);
    }
    assertSame(large, sent.getFirst());
  }

  @Test
  void muchTextIsEnough() {
    var schema = Schema.of(Field.of("t", Type.Simple.VARCHAR));
    var row = List.of(Literal.of("x".repeat(1 << 20)));
    try (var small = new SmallBatches(BATCH_ROWS / 2, ENOUGH_BYTES, allocator)) {
      small.add(RowSource.batch(schema, List.of(row), allocator, new Random(0)), sent::add);
    }
    assertEquals(List.of(row), sentRows());
  }

  @Test
  void textsOfDifferentDictionariesStayWhereTheyAre() {
    var text = List.of("x".repeat(1 << 16), "y".repeat(1 << 16));
    try (var small = new SmallBatches(BATCH_ROWS / 2, ENOUGH_BYTES, allocator)) {
      for (var each : text) {
        small.add(encoded(each, BATCH_ROWS / 3), sent::add);
      }
      small.flush(sent::add);
    }
    assertEquals(2, sent.size());
    assertTrue(sent.stream().allMatch(batch -> batch.column(0).isDictionary()));
    assertTrue(allocator.getAllocatedMemory() < 1 << 19, allocator.toVerboseString());
  }

  @Test
  void withoutRoomTheyGoAsTheyAre() {
    var rows = new RandomRows(3, 5, 0.2).rows(SCHEMA, 3);
    try (var none = allocator.newChildAllocator("no room", 0, 0);
        var small = new SmallBatches(BATCH_ROWS / 2, ENOUGH_BYTES, none)) {
      small.add(batch(rows.subList(0, 2), 1), sent::add);
      small.add(batch(rows.subList(2, 3), 2), sent::add);
      small.flush(sent::add);
      assertTrue(small.isEmpty());
    }
    assertEquals(rows, sentRows());
    assertEquals(2, sent.size());
  }

  /// Rows that all point at the one entry of a dictionary.
  private Batch encoded(String text, int rows) {
    var schema = Schema.of(Field.of("t", Type.Simple.VARCHAR));
    var indices = allocator.buffer(4L * rows);
    Memory.segment(indices).fill((byte) 0);
    try (var entry =
        RowSource.batch(schema, List.of(List.of(Literal.of(text))), allocator, new Random(0))) {
      return new Batch(
          rows, Column.dictionary(rows, null, indices, Gather.flat(entry.column(0), allocator)));
    }
  }

  @Test
  void whatIsHeldGoesWithTheEnd() {
    try (var small = new SmallBatches(BATCH_ROWS / 2, ENOUGH_BYTES, allocator)) {
      small.add(batch(new RandomRows(1, 5, 0).rows(SCHEMA, 3), 1), sent::add);
      small.add(batch(new RandomRows(2, 5, 0).rows(SCHEMA, 3), 2), sent::add);
    }
    assertEquals(List.of(), sent);
    assertEquals(0, allocator.getAllocatedMemory());
  }
}
