package dev.mutirao.connectors.parquet.page;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdCompressCtx;
import dev.mutirao.connectors.error.EngineErrors;
import dev.mutirao.connectors.write.GrowingBytes;
import io.airlift.compress.lz4.Lz4Compressor;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import org.apache.parquet.format.CompressionCodec;
import org.jspecify.annotations.Nullable;

/// Compresses pages. Used by one thread at a time.
public final class Compressor implements AutoCloseable {
  private static final byte[] GZIP_HEADER = {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, (byte) 0xff};
  private static final int PIECE = 1 << 16;

  /// Contexts of zstd that nobody uses now: a new one costs more than a small page.
  private static final Queue<ZstdCompressCtx> FREE = new ArrayBlockingQueue<>(16);

  private final CompressionCodec codec;
  private final int level;
  private @Nullable ZstdCompressCtx zstd;
  private @Nullable Lz4Compressor lz4;
  private @Nullable Deflater deflater;

  /// @param level of zstd; others have none
  public Compressor(CompressionCodec codec, int level) {
    this.codec = codec;
    this.level = level;
  }

  /// Appends the compressed form of `page` to `out`.
  public void compress(MemorySegment page, GrowingBytes out) {
    switch (codec) {
      case UNCOMPRESSED -> out.put(page, 0, page.byteSize());
      case ZSTD -> zstd(page, out);
      case SNAPPY -> snappy(page, out);
      case LZ4_RAW -> lz4(page, out);
      case GZIP -> gzip(page, out);
      case LZ4, LZO, BROTLI -> throw new IllegalStateException(codec + " is never written");
    }
  }

  private void zstd(MemorySegment page, GrowingBytes out) {
    if (zstd == null) {
      var free = FREE.poll();
      zstd = (free == null ? new ZstdCompressCtx() : free).setLevel(level);
    }
    long most = Zstd.compressBound(page.byteSize());
    out.reserve(most);
    out.advance(
        zstd.compressDirectByteBuffer(
            out.segment().asSlice(out.size(), most).asByteBuffer(),
            0,
            (int) most,
            page.asByteBuffer(),
            0,
            (int) page.byteSize()));
  }

  private static void snappy(MemorySegment page, GrowingBytes out) {
    long most = SnappyLibrary.mostCompressed(page.byteSize());
    out.reserve(most);
    try {
      out.advance(SnappyLibrary.compress(page, out.segment().asSlice(out.size(), most)));
    } catch (IOException e) {
      throw EngineErrors.internal("Snappy refuses a page", e);
    }
  }

  private void lz4(MemorySegment page, GrowingBytes out) {
    if (lz4 == null) {
      lz4 = new Lz4Compressor();
    }
    long most = lz4.maxCompressedLength((int) page.byteSize());
    out.reserve(most);
    var target = out.segment().asSlice(out.size(), most).asByteBuffer();
    lz4.compress(page.asByteBuffer(), target);
    out.advance(target.position());
  }

  private void gzip(MemorySegment page, GrowingBytes out) {
    if (deflater == null) {
      deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
    }
    deflater.reset();
    out.write(GZIP_HEADER, 0, GZIP_HEADER.length);
    deflater.setInput(page.asByteBuffer());
    deflater.finish();
    while (!deflater.finished()) {
      out.reserve(PIECE);
      out.advance(deflater.deflate(out.segment().asSlice(out.size(), PIECE).asByteBuffer()));
    }
    var check = new CRC32();
    check.update(page.asByteBuffer());
    out.putInt((int) check.getValue());
    out.putInt((int) page.byteSize());
  }

  @Override
  public void close() {
    if (zstd != null) {
      if (!FREE.offer(zstd)) {
        zstd.close();
      }
      zstd = null;
    }
    if (deflater != null) {
      deflater.end();
      deflater = null;
    }
  }
}
