package dev.mutirao.connectors.file;

import dev.mutirao.connectors.source.Split;
import java.util.List;
import java.util.Map;

/// One file of a table as it was when it was listed.
///
/// @param path absolute path
/// @param size bytes
/// @param modified milliseconds since 1970
/// @param partition values of the `key=value` folders on its path, outermost first
public record DataFile(String path, long size, long modified, List<PartitionValue> partition) {
  public DataFile {
    partition = List.copyOf(partition);
  }

  /// A split of the bytes `[start, start + length)` that carries this file's partition values.
  public Split split(long start, long length) {
    return new Split(
        path, start, length, size, modified, length, PartitionValue.properties(partition));
  }

  /// The same with the connector's own notes added.
  public Split split(long start, long length, long bytes, Map<String, String> notes) {
    var properties = PartitionValue.properties(partition);
    properties.putAll(notes);
    return new Split(path, start, length, size, modified, bytes, properties);
  }
}
