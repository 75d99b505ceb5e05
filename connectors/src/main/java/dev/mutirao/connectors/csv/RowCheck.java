package dev.mutirao.connectors.csv;

import dev.mutirao.connectors.batch.Utf8;
import dev.mutirao.connectors.source.ReadContext;
import dev.mutirao.connectors.type.Type;
import dev.mutirao.connectors.type.Type.Simple;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Which rows are good, where errors are ignored. All columns are looked at, so that the same rows
/// are left out whatever columns a query asks for.
final class RowCheck {
  private final CsvTable table;
  private final SplitRecords records;
  private final Fields fields;

  RowCheck(CsvTable table, SplitRecords records, ReadContext context) {
    this.table = table;
    this.records = records;
    this.fields = new Fields(context.batchRows());
  }

  /// The good rows of `[first, first + count)`, counted from `first`, or null when all are good.
  /// Bad ones are reported.
  int @Nullable [] goodRows(int first, int count) {
    boolean[] bad = null;
    for (int column = 0; column < table.firstPartition(); column++) {
      records.fields(column, first, count, fields);
      var type = table.schema().type(column);
      for (int i = 0; i < count; i++) {
        if (!isValue(type, records.bytes(), fields.from[i], fields.to[i])) {
          bad = bad == null ? new boolean[count] : bad;
          if (!bad[i]) {
            bad[i] = true;
            records.reportBadValue(column, first + i, fields, i);
          }
        }
      }
    }
    return bad == null ? null : good(bad);
  }

  private static int[] good(boolean[] bad) {
    int[] good = new int[bad.length];
    int n = 0;
    for (int i = 0; i < bad.length; i++) {
      if (!bad[i]) {
        good[n++] = i;
      }
    }
    return Arrays.copyOf(good, n);
  }

  private static boolean isValue(Type type, MemorySegment bytes, int from, int to) {
    if (to <= from) {
      return true;
    }
    return switch (type) {
      case Type.Decimal decimal -> Decimals.parse(bytes, from, to, decimal) != null;
      case Simple simple ->
          switch (simple) {
            case BIGINT -> isInteger(bytes, from, to, Long.MAX_VALUE);
            case INTEGER -> isInteger(bytes, from, to, Integer.MAX_VALUE);
            case SMALLINT -> isInteger(bytes, from, to, Short.MAX_VALUE);
            case TINYINT -> isInteger(bytes, from, to, Byte.MAX_VALUE);
            case DOUBLE -> Doubles.parse(bytes, from, to) != Doubles.BAD;
            case REAL -> Doubles.parseReal(bytes, from, to) != Doubles.BAD;
            case BOOLEAN -> Booleans.parse(bytes, from, to) >= 0;
            case DATE -> Temporals.date(bytes, from, to) != Temporals.BAD;
            case TIME -> Temporals.time(bytes, from, to) != Temporals.BAD;
            case TIMESTAMP -> Temporals.timestamp(bytes, from, to) != Temporals.BAD;
            case INSTANT -> Temporals.instant(bytes, from, to) != Temporals.BAD;
            case VARCHAR -> Utf8.firstWrong(bytes, from, to) == to;
            case VARBINARY, INTERVAL_MONTHS, INTERVAL_MICROS, NULL ->
                throw new IllegalStateException(type.sql());
          };
    };
  }

  private static boolean isInteger(MemorySegment bytes, int from, int to, long most) {
    long value = Integers.parse(bytes, from, to);
    if (value == Integers.BAD) {
      return most == Long.MAX_VALUE && Integers.isLeast(bytes, from, to);
    }
    return value <= most && value >= -most - 1;
  }
}
