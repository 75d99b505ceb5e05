package dev.mutirao.server.arrow;

import dev.mutirao.connectors.compress.BlockCodec;
import dev.mutirao.connectors.compress.Compression;
import dev.mutirao.connectors.error.EngineErrors;
import dev.mutirao.connectors.type.Schema;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.TypeLayout;
import org.apache.arrow.vector.VarBinaryVector;
import org.apache.arrow.vector.VectorLoader;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.ipc.message.ArrowFieldNode;
import org.apache.arrow.vector.ipc.message.ArrowRecordBatch;
import org.jspecify.annotations.Nullable;

/// Shows what {@link PackedOutput} compressed. One value is a message:
///
/// | bytes | what |
/// | --- | --- |
/// | 16 | rows, and 0 |
/// | 16 for each column | values, NULLs |
/// | 8 and more for each buffer | length, length of what follows, and that; both are the same where compression gains nothing |
///
/// Numbers are little-endian, columns and their buffers in Arrow's order.
public final class PackedInput implements AutoCloseable {
  static final int NODE = 16;
  static final int LENGTHS = 8;

  private final Schema columns;
  private final BufferAllocator allocator;
  private @Nullable VectorSchemaRoot root;
  private @Nullable BlockCodec codec;

  /// @param columns of the batches
  /// @param allocator for what is decompressed
  public PackedInput(Schema columns, BufferAllocator allocator) {
    this.columns = columns;
    this.allocator = allocator;
  }

  /// The rows of a message: the message itself when it is not compressed, else a root that the next
  /// call changes.
  public VectorSchemaRoot unpack(VectorSchemaRoot message) {
    var name = message.getSchema().getCustomMetadata().get(PackedOutput.COMPRESSION);
    if (name == null) {
      return message;
    }
    if (root == null || codec == null) {
      root = VectorSchemaRoot.create(ArrowForm.WIRE.schema(columns), allocator);
      codec = new BlockCodec(Compression.named(name));
    }
    unpack(message, root, codec);
    return root;
  }

  /// Forgets the rows of the last message, which whoever took them has for himself.
  public void clear() {
    if (root != null) {
      root.clear();
    }
  }

  private void unpack(VectorSchemaRoot message, VectorSchemaRoot target, BlockCodec codec) {
    var values = (VarBinaryVector) message.getVector(0);
    int length = values.getOffsetBuffer().getInt(VarBinaryVector.OFFSET_WIDTH);
    var packed = values.getDataBuffer().nioBuffer(0, length).order(ByteOrder.LITTLE_ENDIAN);
    var buffers = new ArrayList<ArrowBuf>();
    try {
      int rows = (int) packed.getLong();
      packed.getLong();
      var nodes = new ArrayList<ArrowFieldNode>();
      for (int i = 0; i < target.getFieldVectors().size(); i++) {
        nodes.add(new ArrowFieldNode(packed.getLong(), packed.getLong()));
      }
      for (var vector : target.getFieldVectors()) {
        for (int i = TypeLayout.getTypeBufferCount(vector.getField().getType()); i > 0; i--) {
          buffers.add(buffer(packed, codec));
        }
      }
      if (packed.hasRemaining()) {
        throw EngineErrors.internal("a message between executors is too long", null);
      }
      try (var whole = new ArrowRecordBatch(rows, nodes, buffers)) {
        new VectorLoader(target).load(whole);
      }
    } finally {
      buffers.forEach(ArrowBuf::close);
    }
  }

  private ArrowBuf buffer(ByteBuffer packed, BlockCodec codec) {
    int raw = packed.getInt();
    int stored = packed.getInt();
    var buffer = allocator.buffer(raw);
    try {
      if (raw > 0) {
        var source = packed.slice(packed.position(), stored);
        var target = buffer.nioBuffer(0, raw);
        if (stored == raw) {
          target.put(source);
        } else {
          codec.decompress(source, target);
        }
      }
    } catch (RuntimeException | Error failure) {
      buffer.close();
      throw failure;
    }
    packed.position(packed.position() + stored);
    buffer.writerIndex(raw);
    return buffer;
  }

  @Override
  public void close() {
    if (root != null) {
      root.close();
    }
    if (codec != null) {
      codec.close();
    }
  }
}
