package dev.mutirao.executor.sort;

import dev.mutirao.connectors.batch.Column;
import dev.mutirao.connectors.type.Type;
import dev.mutirao.executor.plan.SortKey;
import dev.mutirao.executor.store.ChunkedColumn;

/// One sort key read as a row of 64-bit words. Comparing the words of two rows one after the other,
/// as unsigned numbers, orders the rows as the key demands: direction, NULLs, NaN and -0 are in the
/// words already.
///
/// | layout | words |
/// | --- | --- |
/// | integers up to 32 bits, BIT, floats | one: the value moved away from the words 0 and -1, which are NULL first and last |
/// | INT64 | one: the value with its sign flipped; before it one that tells NULL, where the column may have any |
/// | INT128 | two: high half with its sign flipped (decimals leave room for NULL), low half |
/// | BYTES | one per 7 bytes: the bytes, then how many there are plus 1, 9 when more follow |
abstract class KeyWords {
  private static final long NULL_FIRST = 0;
  private static final long NULL_LAST = -1;

  final ChunkedColumn column;
  private final long flip;
  private final long nullWord;

  private KeyWords(ChunkedColumn column, SortKey key) {
    this.column = column;
    this.flip = key.descending() ? -1 : 0;
    this.nullWord = key.nullsFirst() ? NULL_FIRST : NULL_LAST;
  }

  static KeyWords of(ChunkedColumn column, SortKey key) {
    return switch (column.type().layout()) {
      case BIT ->
          new Small(column, key) {
            @Override
            long value(int id) {
              return column.bit(id) ? 1 : 0;
            }
          };
      case INT8 ->
          new Small(column, key) {
            @Override
            long value(int id) {
              return column.int8(id);
            }
          };
      case INT16 ->
          new Small(column, key) {
            @Override
            long value(int id) {
              return column.int16(id);
            }
          };
      case INT32 ->
          new Small(column, key) {
            @Override
            long value(int id) {
              return column.int32(id);
            }
          };
      case INT64 -> new Long64(column, key);
      case FLOAT32 ->
          new Floating(column, key) {
            @Override
            double value(int id) {
              return column.float32(id);
            }
          };
      case FLOAT64 ->
          new Floating(column, key) {
            @Override
            double value(int id) {
              return column.float64(id);
            }
          };
      case INT128 -> new Wide(column, key);
      case BYTES -> new Text(column, key);
    };
  }

  /// The word `part` of the row `id`. Asked only while {@link #more} said so of all words before.
  final long word(int id, int part) {
    if (column.mayHaveNulls() && column.isNull(id)) {
      return part == 0 ? nullWord : 0;
    }
    return ascending(id, part) ^ flip;
  }

  /// A word that orders rows of any batches as their keys do, except that rows which differ may
  /// tie. The first word does not: it depends on whether the column at hand may have NULLs.
  final long rank(int id) {
    return column.mayHaveNulls() && column.isNull(id) ? nullWord : rankOfValue(id);
  }

  long rankOfValue(int id) {
    return ascending(id, 0) ^ flip;
  }

  /// The rank of a number; the least and the greatest tie with their neighbours, since their words
  /// are those of NULL.
  final long rankOf(long value) {
    long word = value ^ Long.MIN_VALUE ^ flip;
    return word == NULL_FIRST ? word + 1 : word == NULL_LAST ? word - 1 : word;
  }

  /// The word of a row that is not NULL, as if the order were ascending.
  abstract long ascending(int id, int part);

  /// Whether rows that agree on `word`, their word `part`, can differ in the next word of this key.
  final boolean more(int part, long word) {
    return word != nullWord && continues(part, word ^ flip);
  }

  abstract boolean continues(int part, long word);

  private abstract static class Small extends KeyWords {
    private Small(ChunkedColumn column, SortKey key) {
      super(column, key);
    }

    abstract long value(int id);

    @Override
    long ascending(int id, int part) {
      return value(id) + (1L << 32);
    }

    @Override
    boolean continues(int part, long word) {
      return false;
    }
  }

  private abstract static class Floating extends KeyWords {
    private Floating(ChunkedColumn column, SortKey key) {
      super(column, key);
    }

    abstract double value(int id);

    @Override
    long ascending(int id, int part) {
      double value = value(id);
      long bits = value == 0 ? 0 : Double.doubleToLongBits(value);
      return bits ^ bits >> 63 ^ (~(bits >> 63) & Long.MIN_VALUE);
    }

    @Override
    boolean continues(int part, long word) {
      return false;
    }
  }

  private static final class Long64 extends KeyWords {
    private static final long PRESENT = 1;
    private final boolean tellsNull;

    private Long64(ChunkedColumn column, SortKey key) {
      super(column, key);
      this.tellsNull = column.mayHaveNulls() && !(column.type() instanceof Type.Decimal);
    }

    @Override
    long ascending(int id, int part) {
      return tellsNull && part == 0 ? PRESENT : column.int64(id) ^ Long.MIN_VALUE;
    }

    @Override
    boolean continues(int part, long word) {
      return tellsNull && part == 0;
    }

    @Override
    long rankOfValue(int id) {
      return rankOf(column.int64(id));
    }
  }

  private static final class Wide extends KeyWords {
    private Wide(ChunkedColumn column, SortKey key) {
      super(column, key);
    }

    @Override
    long ascending(int id, int part) {
      return part == 0 ? column.high(id) ^ Long.MIN_VALUE : column.low(id);
    }

    @Override
    boolean continues(int part, long word) {
      return part == 0;
    }

    /// Values beyond 64 bits tie.
    @Override
    long rankOfValue(int id) {
      long high = column.high(id);
      long low = column.low(id);
      return rankOf(high == low >> 63 ? low : high < 0 ? Long.MIN_VALUE : Long.MAX_VALUE);
    }
  }

  private static final class Text extends KeyWords {
    private static final int BYTES = 7;
    private static final long MORE = BYTES + 2;

    private Text(ChunkedColumn column, SortKey key) {
      super(column, key);
    }

    @Override
    long ascending(int id, int part) {
      var text = column.text(id);
      long start = column.start(id) + (long) part * BYTES;
      long left = column.end(id) - start;
      if (left > BYTES) {
        return Long.reverseBytes(text.get(Column.LONG, start)) & ~0xFFL | MORE;
      }
      long word = 0;
      for (long i = 0; i < left; i++) {
        word |= (text.get(Column.BYTE, start + i) & 0xFFL) << 56 - 8 * i;
      }
      return word | left + 1;
    }

    @Override
    boolean continues(int part, long word) {
      return (word & 0xFF) == MORE;
    }
  }
}
