package dev.mutirao.connectors.parquet.page;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// Measures structures of Thrift's compact protocol without making anything of them, so that no
/// length or count is believed, and no memory allocated for it, before the bytes behind it have
/// been seen.
public final class ThriftSize {
  /// The structure does not end within the bytes given.
  public static final long INCOMPLETE = -1;

  private static final int MAX_DEPTH = 32;
  private static final int STOP = 0;
  private static final int BINARY = 8;

  private final MemorySegment bytes;
  private final long limit;
  private long position;

  private ThriftSize(MemorySegment bytes, long start, long limit) {
    this.bytes = bytes;
    this.position = start;
    this.limit = limit;
  }

  /// The length of the structure that starts at `start`, or {@link #INCOMPLETE} when it reaches
  /// beyond `limit`.
  ///
  /// @throws CorruptData when the bytes are no structure
  public static long of(MemorySegment bytes, long start, long limit) {
    var size = new ThriftSize(bytes, start, limit);
    return size.struct(0) ? size.position - start : INCOMPLETE;
  }

  private boolean struct(int depth) {
    if (depth > MAX_DEPTH) {
      throw new CorruptData("structures nested deeper than " + MAX_DEPTH + " levels");
    }
    while (position < limit) {
      int header = next();
      int type = header & 15;
      if (type == STOP) {
        return true;
      }
      boolean shortForm = header >>> 4 != 0;
      if (!shortForm && varint() < 0) {
        return false;
      }
      if (type > 2 && !value(type, depth)) {
        return false;
      }
    }
    return false;
  }

  private boolean value(int type, int depth) {
    return switch (type) {
      case 1, 2, 3 -> skip(1);
      case 4, 5, 6 -> varint() >= 0;
      case 7 -> skip(8);
      case BINARY -> skip(varint());
      case 9, 10 -> list(depth);
      case 11 -> map(depth);
      case 12 -> struct(depth + 1);
      case 13 -> skip(16);
      default -> throw new CorruptData("unknown Thrift type " + type);
    };
  }

  private boolean list(int depth) {
    if (position >= limit) {
      return false;
    }
    int header = next();
    long count = header >>> 4 == 15 ? varint() : header >>> 4;
    return values(count, header & 15, -1, depth);
  }

  private boolean map(int depth) {
    long count = varint();
    if (count <= 0) {
      return count == 0;
    }
    if (position >= limit) {
      return false;
    }
    int types = next();
    return values(count, types >>> 4, types & 15, depth);
  }

  /// Every element takes at least a byte, so a count beyond the bytes left ends the loop early.
  private boolean values(long count, int first, int second, int depth) {
    if (count < 0 || count > limit - position) {
      return false;
    }
    for (long i = 0; i < count; i++) {
      if (!value(first, depth + 1) || second >= 0 && !value(second, depth + 1)) {
        return false;
      }
    }
    return true;
  }

  private boolean skip(long length) {
    if (length < 0 || length > limit - position) {
      return false;
    }
    position += length;
    return true;
  }

  /// The bits of a variable-length integer without their sign, or -1 when it is cut off.
  private long varint() {
    long value = 0;
    for (int shift = 0; shift < 70; shift += 7) {
      if (position >= limit) {
        return -1;
      }
      int part = next();
      value |= (long) (part & 127) << shift;
      if (part < 128) {
        return value & Long.MAX_VALUE;
      }
    }
    throw new CorruptData("an integer of more than 10 bytes");
  }

  private int next() {
    return bytes.get(ValueLayout.JAVA_BYTE, position++) & 0xFF;
  }
}
