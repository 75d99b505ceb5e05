package dev.mutirao.benchmarks.kernel;

import dev.mutirao.connectors.batch.Batch;
import dev.mutirao.connectors.batch.Column;
import dev.mutirao.connectors.source.RowFilter;
import dev.mutirao.connectors.type.Field;
import dev.mutirao.connectors.type.Schema;
import dev.mutirao.executor.key.BuildKeys;
import dev.mutirao.executor.key.ScanFilter;
import dev.mutirao.executor.store.RowStore;
import java.util.BitSet;
import java.util.stream.IntStream;
import org.apache.arrow.memory.RootAllocator;

/// Picks the rows of a scan whose value is among 65,536 keys of a join; half of them are.
final class KeySetWork implements KernelWork {
  private static final int ROWS = Batch.TARGET_ROWS;
  private static final int KEYS = 8 * ROWS;

  private final RootAllocator allocator = new RootAllocator();
  private final BuildKeys keys = new BuildKeys();
  private final RowFilter.Picker picker;
  private final Column input;
  private final int[] picked = new int[ROWS];

  /// Compares: all rows with a key are picked, and of the others at most one in fifty.
  KeySetWork(ColumnWork.Values values) {
    try (var store = new RowStore(Schema.of(Field.of("key", values.type())), allocator);
        var appender = store.open();
        var column = values.column(ROWS / 2, ROWS / 2 + KEYS, allocator);
        var batch = new Batch(KEYS, column.share())) {
      appender.append(batch);
      appender.finish();
      keys.complete(store, 0, allocator);
    }
    picker = new ScanFilter(keys, 0, 0, values.type()).open();
    input = values.column(0, ROWS, allocator);
    var found = new BitSet();
    IntStream.of(picked).limit(picker.pick(input, picked)).forEach(found::set);
    KernelWork.check("keys found", found.get(ROWS / 2, ROWS).cardinality(), ROWS / 2);
    KernelWork.check("few others", found.cardinality() - ROWS / 2 <= ROWS / 100, true);
  }

  @Override
  public int run() {
    return picker.pick(input, picked);
  }

  @Override
  public void close() {
    picker.close();
    input.close();
    keys.close();
    allocator.close();
  }
}
