package dev.mutirao.executor.key;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mutirao.connectors.batch.Batch;
import dev.mutirao.connectors.batch.Cells;
import dev.mutirao.connectors.batch.Column;
import dev.mutirao.connectors.batch.Memory;
import dev.mutirao.connectors.source.ColumnPredicate;
import dev.mutirao.connectors.source.ColumnPredicate.Operator;
import dev.mutirao.connectors.type.Field;
import dev.mutirao.connectors.type.Literal;
import dev.mutirao.connectors.type.Schema;
import dev.mutirao.connectors.type.Type;
import dev.mutirao.executor.store.RowStore;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.apache.arrow.memory.RootAllocator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What scans are told of a join's keys: never that a key is missing which is there.
class BuildKeysTest {
  private final RootAllocator root = new RootAllocator();

  @AfterEach
  void allIsReleased() {
    root.close();
  }

  private static Literal integer(Type type, long value) {
    return new Literal(type, value);
  }

  private static List<Literal> integers(LongStream values) {
    return values.mapToObj(Literal::of).toList();
  }

  /// Keys in batches of 1000 rows, told to `use`.
  private void withKeys(Type type, List<Literal> keys, Consumer<BuildKeys> use) {
    try (var store = new RowStore(new Schema(List.of(Field.of("k", type))), root);
        var told = new BuildKeys()) {
      try (var appender = store.open()) {
        for (int from = 0; from < keys.size(); from += 1000) {
          var some = keys.subList(from, Math.min(keys.size(), from + 1000));
          try (var batch = new Batch(some.size(), Cells.column(type, some, root))) {
            appender.append(batch);
          }
        }
        appender.finish();
      }
      told.complete(store, 0, root);
      use.accept(told);
    }
  }

  private static ScanFilter filter(BuildKeys keys, Type type) {
    return new ScanFilter(keys, 0, 7, type);
  }

  /// The rows that pass.
  private List<Integer> picked(BuildKeys keys, Type type, List<Literal> values) {
    try (var column = Cells.column(type, values, root)) {
      return picked(keys, column);
    }
  }

  private static List<Integer> picked(BuildKeys keys, Column column) {
    try (var picker = filter(keys, column.type()).open()) {
      var rows = new int[column.rows()];
      int count = picker.pick(column, rows);
      return Arrays.stream(rows, 0, count).boxed().toList();
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {100, 5_000, 100_000_000, Long.MAX_VALUE})
  void aKeyThatIsThereAlwaysPassesAndFewOthersDo(long range) {
    var random = new Random(range);
    var keys = integers(random.longs(5000, -range / 2, range / 2));
    var present = new TreeSet<Long>();
    keys.forEach(key -> present.add((Long) key.value()));
    var asked = new ArrayList<>(keys);
    random.longs(20_000, -range / 2, range / 2).forEach(value -> asked.add(Literal.of(value)));
    var wanted =
        IntStream.range(0, asked.size())
            .filter(row -> present.contains(asked.get(row).value()))
            .boxed()
            .toList();
    withKeys(
        Type.Simple.BIGINT,
        keys,
        told -> {
          var passed = picked(told, Type.Simple.BIGINT, asked);
          assertTrue(passed.containsAll(wanted), "a key is missing");
          int most = told.set() instanceof KeyBitmap ? 0 : 20_000 / 50;
          assertTrue(
              passed.size() - wanted.size() <= most,
              () -> passed.size() - wanted.size() + " rows pass for nothing");
        });
  }

  @Test
  void aSmallRangeIsABitmapAndALargeOneABloomFilter() {
    withKeys(
        Type.Simple.BIGINT,
        integers(LongStream.of(-1_000_000, 1_000_000)),
        told -> assertInstanceOf(KeyBitmap.class, told.set()));
    withKeys(
        Type.Simple.BIGINT,
        integers(LongStream.of(Long.MIN_VALUE, 0, Long.MAX_VALUE)),
        told -> assertInstanceOf(KeyBloom.class, told.set()));
  }

  @Test
  void theEdgesOfTheRangePassAndTheirNeighboursDoNot() {
    for (long edge : new long[] {Long.MIN_VALUE + 1, -64, 0, 63, 64, Long.MAX_VALUE - 101}) {
      var asked =
          integers(LongStream.of(edge - 1, edge, edge + 1, edge + 99, edge + 100, edge + 101));
      withKeys(
          Type.Simple.BIGINT,
          integers(LongStream.of(edge, edge + 100)),
          told ->
              assertEquals(
                  List.of(1, 4), picked(told, Type.Simple.BIGINT, asked), () -> "" + edge));
    }
  }

  @Test
  void nullEqualsNoKey() {
    var asked = List.of(Literal.of(1), Literal.ofNull(Type.Simple.BIGINT), Literal.of(2));
    var keys = new ArrayList<>(integers(LongStream.of(1, 2)));
    keys.add(Literal.ofNull(Type.Simple.BIGINT));
    withKeys(
        Type.Simple.BIGINT,
        keys,
        told -> assertEquals(List.of(0, 2), picked(told, Type.Simple.BIGINT, asked)));
    keys.add(Literal.of(Long.MAX_VALUE));
    withKeys(
        Type.Simple.BIGINT,
        keys,
        told -> assertEquals(List.of(0, 2), picked(told, Type.Simple.BIGINT, asked)));
  }

  @Test
  void withoutKeysNoRowPasses() {
    var nothing = List.of(new ColumnPredicate.In(7, List.of()));
    var onlyNull = List.of(Literal.ofNull(Type.Simple.BIGINT));
    for (var keys : List.of(List.<Literal>of(), onlyNull)) {
      withKeys(
          Type.Simple.BIGINT,
          keys,
          told -> {
            assertEquals(
                List.of(), picked(told, Type.Simple.BIGINT, integers(LongStream.of(0, 1))));
            assertEquals(nothing, filter(told, Type.Simple.BIGINT).predicates());
          });
    }
  }

  @Test
  void widerKeysAreComparedByValue() {
    var keys = integers(LongStream.of(5, 300, 1L << 40, -7));
    var type = Type.Simple.TINYINT;
    var asked = Stream.of(5, 44, -7, 0).map(value -> integer(type, value)).toList();
    withKeys(
        Type.Simple.BIGINT,
        keys,
        told -> {
          assertEquals(List.of(0, 2), picked(told, type, asked));
          var in = (ColumnPredicate.In) filter(told, type).predicates().getFirst();
          assertEquals(
              new TreeSet<>(List.of(5L, -7L)),
              new TreeSet<>(in.values().stream().map(value -> (Long) value.value()).toList()));
          in.values().forEach(value -> assertEquals(type, value.type()));
        });
  }

  @Test
  void statisticsAreAskedForTheRangeOfManyKeys() {
    withKeys(
        Type.Simple.BIGINT,
        integers(LongStream.range(100, 50_000)),
        told -> {
          assertEquals(
              List.of(
                  new ColumnPredicate.Comparison(7, Operator.GREATER_OR_EQUAL, Literal.of(100)),
                  new ColumnPredicate.Comparison(7, Operator.LESS_OR_EQUAL, Literal.of(49_999))),
              filter(told, Type.Simple.BIGINT).predicates());
          assertEquals(
              List.of(
                  new ColumnPredicate.Comparison(
                      7, Operator.GREATER_OR_EQUAL, integer(Type.Simple.SMALLINT, 100)),
                  new ColumnPredicate.Comparison(
                      7, Operator.LESS_OR_EQUAL, integer(Type.Simple.SMALLINT, 32_767))),
              filter(told, Type.Simple.SMALLINT).predicates());
        });
    withKeys(
        Type.Simple.BIGINT,
        integers(LongStream.range(1000, 3000)),
        told ->
            assertEquals(
                List.of(new ColumnPredicate.In(7, List.of())),
                filter(told, Type.Simple.TINYINT).predicates()));
  }

  @Test
  void textsPassByTheirHashesFlatOrEncoded() {
    var keys = IntStream.range(0, 3000).mapToObj(i -> Literal.of("key " + 7 * i)).toList();
    var asked = IntStream.range(0, 21_000).mapToObj(i -> Literal.of("key " + i)).toList();
    withKeys(
        Type.Simple.VARCHAR,
        keys,
        told -> {
          assertEquals(List.of(), filter(told, Type.Simple.VARCHAR).predicates());
          var passed = picked(told, Type.Simple.VARCHAR, asked);
          assertTrue(passed.containsAll(IntStream.range(0, 3000).mapToObj(i -> 7 * i).toList()));
          assertTrue(passed.size() < 3000 + 18_000 / 50, () -> passed.size() + " rows pass");
          var indices = root.buffer(4L * asked.size());
          for (int row = 0; row < asked.size(); row++) {
            Memory.segment(indices).set(Column.INT, 4L * row, asked.size() - 1 - row);
          }
          var dictionary = Cells.column(Type.Simple.VARCHAR, asked, root);
          try (var encoded = Column.dictionary(asked.size(), null, indices, dictionary)) {
            var expected = passed.reversed().stream().map(row -> asked.size() - 1 - row).toList();
            assertEquals(expected, picked(told, encoded));
          }
        });
  }

  @Test
  void aFilterThatLeavesOutHardlyAnythingIsAskedSeldom() {
    withKeys(
        Type.Simple.BIGINT,
        integers(LongStream.range(0, 10_000)),
        told -> {
          var filter = filter(told, Type.Simple.BIGINT);
          var known = integers(LongStream.range(0, 8192));
          var strange = integers(LongStream.range(20_000, 28_192));
          try (var some = Cells.column(Type.Simple.BIGINT, known, root);
              var none = Cells.column(Type.Simple.BIGINT, strange, root);
              var picker = filter.open()) {
            int asked = 0;
            for (int batch = 0; batch < 320; batch++) {
              if (picker.isWorthIt()) {
                asked++;
                assertEquals(8192, picker.pick(some, new int[8192]));
              }
            }
            assertTrue(asked >= 10 && asked < 32, asked + " batches were asked about");
            for (int batch = 0; batch < 320; batch++) {
              if (picker.isWorthIt()) {
                assertEquals(0, picker.pick(none, new int[8192]));
              }
            }
            for (int batch = 0; batch < 10; batch++) {
              assertTrue(picker.isWorthIt(), "other rows bring it back");
            }
          }
        });
  }

  @Test
  void withoutASetEveryRowPasses() {
    var told = new BuildKeys();
    assertNull(told.set());
    try (var picker = filter(told, Type.Simple.VARCHAR).open();
        var column = Cells.column(Type.Simple.VARCHAR, List.of(Literal.of("a")), root)) {
      assertEquals(1, picker.pick(column, new int[1]));
    }
  }
}
