package dev.mutirao.executor.row;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mutirao.connectors.batch.Batch;
import dev.mutirao.connectors.batch.Column;
import dev.mutirao.connectors.type.Type;
import dev.mutirao.connectors.type.Type.Simple;
import dev.mutirao.executor.testing.RandomValues;
import dev.mutirao.executor.testing.TestColumns;
import java.math.BigInteger;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RowHasherTest {
  private static final List<Type> TYPES =
      List.of(
          Simple.BOOLEAN,
          Simple.TINYINT,
          Simple.SMALLINT,
          Simple.INTEGER,
          Simple.BIGINT,
          Simple.REAL,
          Simple.DOUBLE,
          Simple.VARCHAR,
          Simple.VARBINARY,
          Simple.DATE,
          new Type.Decimal(12, 2),
          new Type.Decimal(30, 2));

  private final BufferAllocator allocator = new RootAllocator();

  @AfterEach
  void everythingIsReleased() {
    allocator.close();
  }

  @Test
  void zerosHashAlikeAndNaNsHashAlike() {
    double otherNaN = Double.longBitsToDouble(0x7FF8000000000001L);
    var hashes =
        hash(TestColumns.flat(allocator, Simple.DOUBLE, 0.0, -0.0, Double.NaN, otherNaN, 1.0));
    assertEquals(hashes[0], hashes[1]);
    assertEquals(hashes[2], hashes[3]);
    assertNotEquals(hashes[0], hashes[4]);
  }

  @Test
  void nullHasAHashOfItsOwn() {
    var hashes = hash(TestColumns.flat(allocator, Simple.BIGINT, 0L, null, null));
    assertEquals(hashes[1], hashes[2]);
    assertEquals(RowHasher.ofNull(), hashes[1]);
    assertNotEquals(hashes[0], hashes[1]);
  }

  @Test
  void shortAndLongDecimalsHashAlike() {
    var narrow = hash(TestColumns.flat(allocator, new Type.Decimal(18, 2), 12345L, -1L, 0L));
    var wide =
        hash(
            TestColumns.flat(
                allocator,
                new Type.Decimal(38, 2),
                BigInteger.valueOf(12345),
                BigInteger.ONE.negate(),
                BigInteger.ZERO));
    assertArrayEquals(narrow, wide);
  }

  @Test
  void encodedColumnsHashAsFlatOnes() {
    var random = new Random(1);
    for (var type : TYPES) {
      var values = RandomValues.values(type, 100, 0.2, random);
      var flat = hash(dev.mutirao.connectors.batch.Cells.column(type, values, allocator));
      assertArrayEquals(flat, hash(TestColumns.encoded(allocator, type, values)), type.sql());
    }
  }

  @Test
  void aLargeDictionaryHashesAlikeOnItsFirstAndLaterBatches() {
    try (var dictionary = TestColumns.flat(allocator, Simple.VARCHAR, "a", "b", "c", "d", "e");
        var hasher = new RowHasher(0)) {
      var first = new long[1];
      var second = new long[1];
      for (var hashes : List.of(first, second)) {
        var index = allocator.buffer(4);
        index.setInt(0, 3);
        try (var batch = new Batch(1, Column.dictionary(1, null, index, dictionary.share()))) {
          hasher.hash(batch, hashes);
        }
      }
      assertArrayEquals(first, second);
      assertArrayEquals(first, hash(TestColumns.flat(allocator, Simple.VARCHAR, "d")));
    }
  }

  @Test
  void everyByteOfATextCounts() {
    for (int length = 1; length < 40; length++) {
      var text = "x".repeat(length);
      var values = new Object[length + 1];
      values[length] = text;
      for (int i = 0; i < length; i++) {
        values[i] = text.substring(0, i) + "y" + text.substring(i + 1);
      }
      var hashes = hash(TestColumns.flat(allocator, Simple.VARCHAR, values));
      assertEquals(length + 1, LongStream.of(hashes).distinct().count(), "length " + length);
    }
  }

  @Test
  void theOrderOfKeysCounts() {
    try (var hasher = new RowHasher(0, 1);
        var batch =
            new Batch(
                2,
                TestColumns.flat(allocator, Simple.BIGINT, 1L, 2L),
                TestColumns.flat(allocator, Simple.BIGINT, 2L, 1L))) {
      var hashes = new long[2];
      hasher.hash(batch, hashes);
      assertNotEquals(hashes[0], hashes[1]);
    }
  }

  @Test
  void denseKeysSpreadOverPartitions() {
    var keys = LongStream.range(0, 8000).boxed().toArray();
    var counts = new int[8];
    for (long hash : hash(TestColumns.flat(allocator, Simple.BIGINT, keys))) {
      counts[(int) (hash >>> 61)]++;
    }
    for (int count : counts) {
      assertTrue(count > 800 && count < 1200, "a partition of " + count);
    }
  }

  /// Processes of different versions may exchange rows during an upgrade: a change here breaks
  /// that.
  @Test
  void hashesNeverChange() {
    assertArrayEquals(
        new long[] {PINNED_1, PINNED_TEXT},
        new long[] {
          hash(TestColumns.flat(allocator, Simple.BIGINT, 1L))[0],
          hash(TestColumns.flat(allocator, Simple.VARCHAR, "São Paulo"))[0]
        });
  }

  private static final long PINNED_1 = 4717996019076358352L;
  private static final long PINNED_TEXT = -5440444008412533182L;

  private long[] hash(Column column) {
    try (var hasher = new RowHasher(0);
        var batch = new Batch(column.rows(), column)) {
      var hashes = new long[column.rows()];
      hasher.hash(batch, hashes);
      return hashes;
    }
  }
}
