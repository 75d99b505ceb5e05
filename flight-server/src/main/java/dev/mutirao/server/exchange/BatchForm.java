package dev.mutirao.server.exchange;

import dev.mutirao.connectors.batch.Memory;
import dev.mutirao.connectors.compress.Compression;
import dev.mutirao.connectors.type.Layout;
import dev.mutirao.connectors.type.Schema;
import java.util.List;

/// How a stream of batches looks on a socket. It is a sequence of messages, each a head and a body;
/// numbers are little-endian, columns as the engine has them in memory ({@link Layout}).
///
/// | bytes | head |
/// | --- | --- |
/// | 4 | {@link #ROWS}, {@link #END} or {@link #FAILURE} |
/// | 4 | rows, or the length of the failure |
/// | 4 | compression: {@link #COMPRESSIONS} by their places |
/// | 4 | 0 |
/// | 8 | length of the body |
/// | 8 for each buffer | its length, and that in the body; they differ where it is compressed |
///
/// All heads of a stream have the same length. The body of rows has the buffers, each filled up to
/// whole words: of each column the validity (no byte where nothing is NULL), the offsets of a text,
/// the values. The body of a failure is that, encoded as the plan is. The end has none.
final class BatchForm {
  static final int ROWS = 1;
  static final int END = 2;
  static final int FAILURE = 3;

  static final int KIND = 0;
  static final int COUNT = 4;
  static final int COMPRESSION = 8;
  static final int BODY = 16;
  static final int LENGTHS = 24;
  static final int LENGTHS_OF_ONE = 8;

  /// The ways of compression; new ones come last.
  static final List<Compression> COMPRESSIONS =
      List.of(Compression.NONE, Compression.LZ4, Compression.ZSTD);

  static final int PLAIN = 0;

  private BatchForm() {}

  /// Bytes of each head of a stream of such columns.
  static int headBytes(Schema schema) {
    return LENGTHS + LENGTHS_OF_ONE * buffers(schema);
  }

  /// How many buffers batches of such columns have.
  static int buffers(Schema schema) {
    int buffers = 0;
    for (int i = 0; i < schema.size(); i++) {
      buffers += schema.type(i).layout() == Layout.BYTES ? 3 : 2;
    }
    return buffers;
  }

  /// Bytes of the values of a column that has no offsets.
  static long valueBytes(Layout layout, int rows) {
    return layout == Layout.BIT ? Memory.bitmapBytes(rows) : (long) rows * layout.width();
  }

  /// A length filled up to whole words.
  static long padded(long bytes) {
    return bytes + 7 & ~7L;
  }
}
