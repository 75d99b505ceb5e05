package dev.mutirao.connectors.parquet.page;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdDecompressCtx;
import com.github.luben.zstd.ZstdException;
import io.airlift.compress.MalformedInputException;
import io.airlift.compress.lz4.Lz4Decompressor;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.zip.DataFormatException;
import org.apache.parquet.format.CompressionCodec;
import org.brotli.dec.BrotliInputStream;
import org.jspecify.annotations.Nullable;

/// Decompresses pages from off-heap memory to off-heap memory. Keeps the codecs' contexts for as
/// long as one thread reads one row group; not thread-safe.
public final class Decompressor implements AutoCloseable {
  private @Nullable ZstdDecompressCtx zstd;
  private @Nullable Lz4Decompressor lz4;
  private @Nullable GzipInflater gzip;

  /// Whether pages of this codec can be read; `UNCOMPRESSED` is no codec here.
  public static boolean supports(CompressionCodec codec) {
    return switch (codec) {
      case SNAPPY, GZIP, ZSTD, LZ4_RAW, BROTLI -> true;
      case UNCOMPRESSED, LZ4, LZO -> false;
    };
  }

  /// How many times its own size a page of this codec can have at most, so that a header that
  /// promises more is refused before memory is allocated.
  static long mostExpansion(CompressionCodec codec) {
    return switch (codec) {
      case UNCOMPRESSED -> 1;
      case SNAPPY, LZ4, LZ4_RAW, LZO -> 256;
      case GZIP -> 1100;
      case ZSTD -> 1 << 15;
      case BROTLI -> Integer.MAX_VALUE;
    };
  }

  /// Fills `target` from `source`, both off-heap.
  ///
  /// @throws CorruptData when the data is corrupt or does not give exactly the target's size
  void decompress(CompressionCodec codec, MemorySegment source, MemorySegment target) {
    try {
      long size =
          switch (codec) {
            case ZSTD -> zstd(source, target);
            case SNAPPY -> SnappyLibrary.decompress(source, target);
            case GZIP -> gzip().inflate(source, target);
            case LZ4_RAW -> lz4(source, target);
            case BROTLI -> brotli(source, target);
            case UNCOMPRESSED, LZ4, LZO ->
                throw new IllegalStateException(codec + " is refused when a chunk is opened");
          };
      if (size != target.byteSize()) {
        throw new CorruptData(
            codec + " data gives " + size + " bytes instead of " + target.byteSize());
      }
    } catch (IOException
        | ZstdException
        | MalformedInputException
        | DataFormatException
        | IllegalArgumentException
        | IndexOutOfBoundsException e) {
      throw new CorruptData(codec + " data cannot be decompressed: " + e.getMessage(), e);
    }
  }

  private long zstd(MemorySegment source, MemorySegment target) {
    if (zstd == null) {
      zstd = new ZstdDecompressCtx();
    }
    return zstd.decompressDirectByteBuffer(
        target.asByteBuffer(),
        0,
        (int) target.byteSize(),
        source.asByteBuffer(),
        0,
        (int) source.byteSize());
  }

  private long lz4(MemorySegment source, MemorySegment target) {
    if (lz4 == null) {
      lz4 = new Lz4Decompressor();
    }
    var out = target.asByteBuffer();
    lz4.decompress(source.asByteBuffer(), out);
    return out.position();
  }

  private GzipInflater gzip() {
    if (gzip == null) {
      gzip = new GzipInflater();
    }
    return gzip;
  }

  private static long brotli(MemorySegment source, MemorySegment target) throws IOException {
    var piece = new byte[1 << 16];
    long size = 0;
    try (var stream = new BrotliInputStream(new SegmentInput(source))) {
      for (int read = stream.read(piece); read > 0; read = stream.read(piece)) {
        if (size + read <= target.byteSize()) {
          MemorySegment.copy(piece, 0, target, ValueLayout.JAVA_BYTE, size, read);
        }
        size += read;
        if (size > target.byteSize()) {
          return size;
        }
      }
    }
    return size;
  }

  /// Whether a ZSTD frame says a size, and says another one than `expected`.
  static boolean zstdSizeDiffers(MemorySegment source, long expected) {
    long size =
        Zstd.getDirectByteBufferFrameContentSize(
            source.asByteBuffer(), 0, (int) source.byteSize(), false);
    return size >= 0 && size != expected;
  }

  @Override
  public void close() {
    if (zstd != null) {
      zstd.close();
      zstd = null;
    }
    if (gzip != null) {
      gzip.close();
      gzip = null;
    }
  }
}
