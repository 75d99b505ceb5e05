package dev.mutirao.server.write;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.Properties;

/// What is under way.
///
/// @param staging the folder that is written to
/// @param target the folder that is being replaced, and `old` where it is put aside meanwhile; only
///   while that lasts
record WriteRecord(Path staging, Optional<Path> target, Path old) {
  static WriteRecord writing(Path staging) {
    return new WriteRecord(staging, Optional.empty(), staging);
  }

  static WriteRecord replacing(Path staging, Path target, Path old) {
    return new WriteRecord(staging, Optional.of(target), old);
  }

  void write(FileChannel channel) throws IOException {
    var properties = new Properties();
    properties.setProperty("staging", staging.toString());
    target.ifPresent(path -> properties.setProperty("target", path.toString()));
    properties.setProperty("old", old.toString());
    var bytes = new ByteArrayOutputStream();
    properties.store(bytes, "a write of mutirao that is under way");
    var buffer = ByteBuffer.wrap(bytes.toByteArray());
    long position = 0;
    while (buffer.hasRemaining()) {
      position += channel.write(buffer, position);
    }
    channel.truncate(position);
    channel.force(false);
  }

  /// Empty when the file holds no record.
  static Optional<WriteRecord> read(FileChannel channel) throws IOException {
    var bytes = ByteBuffer.allocate((int) Math.min(channel.size(), 1 << 16));
    while (bytes.hasRemaining() && channel.read(bytes, bytes.position()) >= 0) {}
    var properties = new Properties();
    try {
      properties.load(new ByteArrayInputStream(bytes.array(), 0, bytes.position()));
    } catch (IllegalArgumentException malformed) {
      return Optional.empty();
    }
    var staging = properties.getProperty("staging");
    var old = properties.getProperty("old");
    return staging == null || old == null
        ? Optional.empty()
        : Optional.of(
            new WriteRecord(
                Path.of(staging),
                Optional.ofNullable(properties.getProperty("target")).map(Path::of),
                Path.of(old)));
  }

  /// Puts things in order after the process is gone: the target is there as it was, or, when its
  /// replacement had begun, as it was to be; nothing else is left.
  void recover() throws IOException {
    if (target.isPresent()) {
      if (Files.notExists(target.get())) {
        Files.move(
            Files.exists(staging) ? staging : old, target.get(), StandardCopyOption.ATOMIC_MOVE);
      }
      FileTrees.remove(old);
    }
    FileTrees.remove(staging);
  }
}
