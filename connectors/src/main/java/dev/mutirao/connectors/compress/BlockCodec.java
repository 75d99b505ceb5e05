package dev.mutirao.connectors.compress;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdCompressCtx;
import com.github.luben.zstd.ZstdDecompressCtx;
import com.github.luben.zstd.ZstdException;
import dev.mutirao.connectors.error.EngineErrors;
import io.airlift.compress.MalformedInputException;
import io.airlift.compress.lz4.Lz4Compressor;
import io.airlift.compress.lz4.Lz4Decompressor;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/// Compresses and decompresses blocks of off-heap memory, of fewer than 2 GB each. Keeps what the
/// libraries need for that; not thread-safe.
public final class BlockCodec implements AutoCloseable {
  /// Of zstd: what is waited for should not be the compression.
  private static final int LEVEL = 1;

  private final Compression compression;
  private @Nullable Lz4Compressor lz4;
  private @Nullable Lz4Decompressor lz4Reader;
  private @Nullable ZstdCompressCtx zstd;
  private @Nullable ZstdDecompressCtx zstdReader;

  public BlockCodec(Compression compression) {
    this.compression = compression;
  }

  /// The most bytes that so many can become.
  public int bound(int bytes) {
    return Math.toIntExact(
        switch (compression) {
          case NONE -> bytes;
          case LZ4 -> bytes + bytes / 255L + 16;
          case ZSTD -> Zstd.compressBound(bytes);
        });
  }

  /// Compresses what is between position and limit, and moves the target's position behind it.
  public void compress(ByteBuffer source, ByteBuffer target) {
    switch (compression) {
      case NONE -> target.put(source);
      case LZ4 -> {
        if (lz4 == null) {
          lz4 = new Lz4Compressor();
        }
        lz4.compress(source, target);
      }
      case ZSTD -> {
        if (zstd == null) {
          zstd = new ZstdCompressCtx().setLevel(LEVEL);
        }
        zstd.compress(target, source);
      }
    }
  }

  /// Fills the target from what {@link #compress} made.
  ///
  /// @throws dev.mutirao.connectors.error.MutiraoException INTERNAL_ERROR when that is damaged
  public void decompress(ByteBuffer source, ByteBuffer target) {
    try {
      switch (compression) {
        case NONE -> target.put(source);
        case LZ4 -> {
          if (lz4Reader == null) {
            lz4Reader = new Lz4Decompressor();
          }
          lz4Reader.decompress(source, target);
        }
        case ZSTD -> {
          if (zstdReader == null) {
            zstdReader = new ZstdDecompressCtx();
          }
          zstdReader.decompress(target, source);
        }
      }
    } catch (MalformedInputException | ZstdException damaged) {
      throw EngineErrors.internal("a compressed block is damaged", damaged);
    }
    if (target.hasRemaining()) {
      throw EngineErrors.internal("a compressed block is cut", null);
    }
  }

  @Override
  public void close() {
    if (zstd != null) {
      zstd.close();
    }
    if (zstdReader != null) {
      zstdReader.close();
    }
  }
}
