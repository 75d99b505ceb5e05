package dev.mutirao.executor.aggregate;

import dev.mutirao.connectors.batch.Column;
import dev.mutirao.executor.plan.AggregateCall;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import org.apache.arrow.memory.BufferAllocator;

/// Writes many texts as one: STRING_AGG and HISTOGRAM.
final class JoinedTexts {
  private JoinedTexts() {}

  /// The texts of each group with the call's separator between them, which may be NULL for none;
  /// NULL where there are no texts.
  ///
  /// @param sorted entries of each group
  static Column column(
      AggregateCall call, TextEntries entries, int[][] sorted, BufferAllocator allocator) {
    var literal = call.constants().getFirst();
    var separator = MemorySegment.ofArray(literal.isNull() ? new byte[0] : literal.bytes());
    int gap = (int) separator.byteSize();
    long length = 0;
    for (var ids : sorted) {
      length += length(entries, ids, gap);
    }
    try (var writer = new BytesColumnWriter(allocator, call.type(), sorted.length, length)) {
      for (var ids : sorted) {
        if (ids.length == 0) {
          writer.appendNull();
          continue;
        }
        long at = writer.append((int) length(entries, ids, gap));
        for (int i = 0; i < ids.length; i++) {
          if (i > 0) {
            MemorySegment.copy(separator, 0, writer.bytes(), at, gap);
            at += gap;
          }
          int bytes = entries.textLength(ids[i]);
          MemorySegment.copy(entries.bytes(), entries.textStart(ids[i]), writer.bytes(), at, bytes);
          at += bytes;
        }
      }
      return writer.finish();
    }
  }

  private static long length(TextEntries entries, int[] ids, int gap) {
    long length = (long) gap * Math.max(0, ids.length - 1);
    for (int entry : ids) {
      length += entries.textLength(entry);
    }
    return length;
  }

  /// How often each text occurs, in the order of the keys, as `{a=2, b=1}`.
  static Column histogram(
      AggregateCall call, TextEntries entries, int[][] sorted, BufferAllocator allocator) {
    var texts = new byte[sorted.length][];
    long length = 0;
    for (int group = 0; group < texts.length; group++) {
      texts[group] = counts(entries, sorted[group]);
      length += texts[group].length;
    }
    try (var writer = new BytesColumnWriter(allocator, call.type(), texts.length, length)) {
      for (var text : texts) {
        if (text.length == 0) {
          writer.appendNull();
        } else {
          writer.append(MemorySegment.ofArray(text), 0, text.length);
        }
      }
      return writer.finish();
    }
  }

  private static byte[] counts(TextEntries entries, int[] ids) {
    if (ids.length == 0) {
      return new byte[0];
    }
    var text = new java.io.ByteArrayOutputStream();
    for (int at = 0; at < ids.length; ) {
      text.writeBytes((at == 0 ? "{" : ", ").getBytes(StandardCharsets.UTF_8));
      int from = at;
      while (at < ids.length && entries.sameText(ids[from], ids[at])) {
        at++;
      }
      var value = new byte[entries.textLength(ids[from])];
      MemorySegment.copy(
          entries.bytes(), Column.BYTE, entries.textStart(ids[from]), value, 0, value.length);
      text.writeBytes(value);
      text.writeBytes(("=" + (at - from)).getBytes(StandardCharsets.UTF_8));
    }
    text.write('}');
    return text.toByteArray();
  }
}
