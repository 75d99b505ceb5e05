package dev.mutirao.connectors.source;

import java.util.Map;

/// A unit of scan input: a part of one file, pinned to the version of the file that was listed.
///
/// @param path absolute path, or empty when the source has no files
/// @param start where the part begins, in the connector's own unit (bytes of a file, rows of a
///   generator)
/// @param length how long it is, in the same unit
/// @param fileSize size of the file in bytes when it was listed
/// @param fileModified its modification time in milliseconds since 1970, or 0
/// @param bytes how much there is to read, for balancing
/// @param properties the connector's own notes, such as partition values
public record Split(
    String path,
    long start,
    long length,
    long fileSize,
    long fileModified,
    long bytes,
    Map<String, String> properties) {
  public Split {
    properties = Map.copyOf(properties);
  }
}
