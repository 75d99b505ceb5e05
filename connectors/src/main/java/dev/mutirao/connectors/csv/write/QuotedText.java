package dev.mutirao.connectors.csv.write;

import dev.mutirao.connectors.batch.Column;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;

/// Writes texts, in quotes where they would be read as something else: an empty text, one that
/// looks like NULL, one with a delimiter, a quote or a line end in it.
final class QuotedText implements FieldText {
  private final CsvSettings settings;
  private final byte[] nullText;
  private final boolean[] special = new boolean[256];

  QuotedText(CsvSettings settings) {
    this.settings = settings;
    this.nullText = settings.nullText().getBytes(StandardCharsets.UTF_8);
    for (char c : new char[] {settings.delimiter(), settings.quote(), '\n', '\r'}) {
      special[c] = true;
    }
  }

  @Override
  public void append(Column column, int row, TextBuffer out) {
    int start = column.offsets().getAtIndex(Column.INT, row);
    int end = column.offsets().getAtIndex(Column.INT, row + 1L);
    append(column.values(), start, end, out);
  }

  void append(MemorySegment text, int start, int end, TextBuffer out) {
    if (needsQuotes(text, start, end)) {
      quoted(text, start, end, out);
    } else {
      out.put(text, start, end - start);
    }
  }

  private boolean needsQuotes(MemorySegment text, int start, int end) {
    for (int at = start; at < end; at++) {
      if (special[text.get(Column.BYTE, at) & 0xFF]) {
        return true;
      }
    }
    return start == end
        || nullText.length == end - start
            && MemorySegment.mismatch(
                    text, start, end, MemorySegment.ofArray(nullText), 0, nullText.length)
                < 0;
  }

  private void quoted(MemorySegment text, int start, int end, TextBuffer out) {
    out.put(settings.quote());
    for (int at = start; at < end; at++) {
      char c = (char) (text.get(Column.BYTE, at) & 0xFF);
      if (c == settings.quote() || c == settings.escape()) {
        out.put(settings.escape());
      }
      out.put(c);
    }
    out.put(settings.quote());
  }
}
