package dev.mutirao.server.output;

import java.io.BufferedOutputStream;
import java.io.OutputStream;
import java.time.ZoneId;
import org.apache.arrow.memory.BufferAllocator;

/// The formats of `--format`. All text is UTF-8 whatever the locale says.
public enum OutputFormat {
  /// Aligned columns for people.
  TABLE,
  /// RFC 4180, always with a header; NULL is nothing and the empty text is `""`.
  CSV,
  /// One object a line; NaN and infinities as text.
  JSON,
  /// One Arrow IPC stream.
  ARROW;

  private static final int BUFFER = 1 << 16;

  /// A writer of one result in this format. `out` is flushed, never closed.
  ///
  /// @param zone in which instants are spelled; Arrow's are numbers
  public RowWriter writer(OutputStream out, ZoneId zone, BufferAllocator allocator) {
    var buffered = new BufferedOutputStream(out, BUFFER);
    return switch (this) {
      case TABLE -> new TableWriter(buffered, zone);
      case CSV -> new CsvWriter(buffered, zone);
      case JSON -> new JsonWriter(buffered, zone);
      case ARROW -> new ArrowWriter(out, allocator);
    };
  }
}
