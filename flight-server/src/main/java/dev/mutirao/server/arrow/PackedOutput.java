package dev.mutirao.server.arrow;

import static dev.mutirao.server.arrow.PackedInput.LENGTHS;
import static dev.mutirao.server.arrow.PackedInput.NODE;

import dev.mutirao.connectors.batch.Batch;
import dev.mutirao.connectors.compress.BlockCodec;
import dev.mutirao.connectors.compress.Compression;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.VectorUnloader;
import org.apache.arrow.vector.ipc.message.ArrowFieldNode;
import org.apache.arrow.vector.ipc.message.ArrowRecordBatch;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;

/// Shows batches compressed, each as one value of one column: Arrow Flight has no compression of
/// its own. {@link PackedInput} says how the value is made; the schema's metadata name the
/// compression.
public final class PackedOutput implements BatchOutput {
  static final String COMPRESSION = "mutirao.compression";

  private static final int ONE_OFFSET = 4;

  private final BatchOutput plain;
  private final BlockCodec codec;
  private final BufferAllocator allocator;
  private final VectorUnloader unloader;
  private final VectorSchemaRoot root;

  /// @param plain what is compressed; closed with this
  public PackedOutput(BatchOutput plain, Compression compression, BufferAllocator allocator) {
    this.plain = plain;
    this.codec = new BlockCodec(compression);
    this.allocator = allocator;
    this.unloader = new VectorUnloader(plain.root());
    this.root =
        VectorSchemaRoot.create(
            new Schema(
                List.of(Field.notNullable("packed", ArrowType.Binary.INSTANCE)),
                Map.of(COMPRESSION, compression.settingName())),
            allocator);
  }

  @Override
  public VectorSchemaRoot root() {
    return root;
  }

  @Override
  public void load(Batch batch) {
    plain.load(batch);
    try (var message = unloader.getRecordBatch();
        var room = allocator.buffer(mostBytes(message))) {
      write(message, room);
      try (var packed = allocator.buffer(room.writerIndex())) { // waits for the network
        packed.setBytes(0, room, 0, room.writerIndex());
        packed.writerIndex(room.writerIndex());
        show(packed);
      }
    }
  }

  @Override
  public long sizeInBytes() {
    return root.getVector(0).getDataBuffer().readableBytes();
  }

  private long mostBytes(ArrowRecordBatch message) {
    long bytes = (long) NODE * (1 + message.getNodes().size());
    for (var buffer : message.getBuffers()) {
      bytes += LENGTHS + codec.bound(Math.toIntExact(buffer.readableBytes()));
    }
    return bytes;
  }

  private void write(ArrowRecordBatch message, ArrowBuf packed) {
    packed.writeLong(message.getLength());
    packed.writeLong(0);
    for (var node : message.getNodes()) {
      packed.writeLong(node.getLength());
      packed.writeLong(node.getNullCount());
    }
    for (var buffer : message.getBuffers()) {
      write(buffer.nioBuffer(0, (int) buffer.readableBytes()), packed);
    }
  }

  private void write(ByteBuffer plain, ArrowBuf packed) {
    int raw = plain.remaining();
    long lengths = packed.writerIndex();
    var target = packed.nioBuffer(lengths + LENGTHS, codec.bound(raw));
    if (raw > 0) {
      codec.compress(plain.duplicate(), target);
    }
    if (target.position() >= raw) {
      target.clear();
      target.put(plain);
    }
    packed.writeInt(raw);
    packed.writeInt(target.position());
    packed.writerIndex(lengths + LENGTHS + target.position());
  }

  private void show(ArrowBuf packed) {
    int length = Math.toIntExact(packed.writerIndex());
    try (var offsets = allocator.buffer(2 * ONE_OFFSET);
        var valid = allocator.buffer(1)) {
      offsets.writeInt(0);
      offsets.writeInt(length);
      valid.writeByte(1);
      root.getVector(0).loadFieldBuffers(new ArrowFieldNode(1, 0), List.of(valid, offsets, packed));
      root.setRowCount(1);
    }
  }

  @Override
  public void close() {
    root.close();
    plain.close();
    codec.close();
  }
}
