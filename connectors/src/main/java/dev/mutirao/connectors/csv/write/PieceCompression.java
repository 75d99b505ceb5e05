package dev.mutirao.connectors.csv.write;

import com.github.luben.zstd.Zstd;
import dev.mutirao.connectors.error.EngineErrors;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.zip.GZIPOutputStream;

/// How the pieces of a file are compressed, each on its own: members of gzip and frames of zstd may
/// follow each other in a file.
enum PieceCompression {
  NONE,
  GZIP,
  ZSTD;

  private static final int ZSTD_LEVEL = 3;

  ByteBuffer apply(byte[] bytes, int size) {
    return switch (this) {
      case NONE -> ByteBuffer.wrap(bytes, 0, size);
      case GZIP -> gzip(bytes, size);
      case ZSTD -> {
        var out = new byte[(int) Zstd.compressBound(size)];
        long length = Zstd.compressByteArray(out, 0, out.length, bytes, 0, size, ZSTD_LEVEL);
        yield ByteBuffer.wrap(out, 0, (int) length);
      }
    };
  }

  private static ByteBuffer gzip(byte[] bytes, int size) {
    var out = new ByteArrayOutputStream(size / 2);
    try (var gzip = new GZIPOutputStream(out)) {
      gzip.write(bytes, 0, size);
    } catch (IOException e) {
      throw EngineErrors.internal("memory cannot be written to", e);
    }
    return ByteBuffer.wrap(out.toByteArray());
  }
}
