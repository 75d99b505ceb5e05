package dev.mutirao.connectors.parquet.decode;

import static dev.mutirao.connectors.batch.Column.BYTE;

import java.lang.foreign.MemorySegment;

/// Values of one width as byte strings, or as the text of UUIDs.
///
/// @param scratch where the stored values lie in between; used by no one else
record FixedAsBytes(FixedDecoder stored, int width, boolean uuid, Scratch scratch)
    implements BytesDecoder {
  private static final int UUID_TEXT = 36;

  @Override
  public void read(int count, BytesBuilder out) {
    long stride = (long) count * width;
    var raw = scratch.ensure(stride + UUID_TEXT);
    stored.read(count, raw, 0);
    for (int i = 0; i < count; i++) {
      long from = (long) i * width;
      if (uuid) {
        text(raw, from, stride);
        out.append(raw, stride, UUID_TEXT);
      } else {
        out.append(raw, from, width);
      }
    }
  }

  @Override
  public void skip(int count) {
    stored.skip(count);
  }

  private static void text(MemorySegment raw, long from, long to) {
    long at = to;
    for (int i = 0; i < 16; i++) {
      if (i == 4 || i == 6 || i == 8 || i == 10) {
        raw.set(BYTE, at++, (byte) '-');
      }
      int value = raw.get(BYTE, from + i);
      raw.set(BYTE, at++, (byte) Character.forDigit(value >> 4 & 15, 16));
      raw.set(BYTE, at++, (byte) Character.forDigit(value & 15, 16));
    }
  }
}
