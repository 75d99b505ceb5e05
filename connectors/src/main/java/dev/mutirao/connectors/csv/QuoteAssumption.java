package dev.mutirao.connectors.csv;

import dev.mutirao.connectors.batch.Column;
import java.lang.foreign.MemorySegment;

/// Follows the assumption that a place is inside a quoted field, or outside, through a window of
/// bytes.
///
/// @param begin where to begin: the byte before is neither quote nor escape
/// @param place the first record start is sought from here on
/// @param length how many bytes there are; eight more are readable
/// @param last whether the window is as long as the longest record
/// @param atEnd whether the window ends with the file
record QuoteAssumption(
    Dialect dialect,
    MemorySegment bytes,
    int begin,
    int place,
    int length,
    boolean last,
    boolean atEnd) {
  /// No well-formed file goes on like this.
  static final long REFUTED = -1;

  /// The window is too short to tell.
  static final long UNKNOWN = -2;

  private enum AfterQuote {
    CLOSED,
    DOUBLED,
    WRONG
  }

  /// The first record start at or after the place, or {@link #REFUTED}, or {@link #UNKNOWN}.
  long follow(boolean inside) {
    boolean open = inside;
    boolean fieldBegins = !inside && dialect.isSeparator(bytes.get(Column.BYTE, begin - 1L));
    long found = UNKNOWN;
    int at = open ? nextSpecial(begin) : begin;
    while (at < length) {
      byte b = bytes.get(Column.BYTE, at);
      if (open && b == dialect.quote()) {
        switch (afterQuote(at)) {
          case WRONG -> {
            return REFUTED;
          }
          case DOUBLED -> at++;
          case CLOSED -> open = false;
        }
        fieldBegins = false;
      } else if (open) {
        at += b == dialect.escape() ? 1 : 0;
      } else if (dialect.isSeparator(b)) {
        fieldBegins = true;
        if (found == UNKNOWN && b == dialect.newline() && at >= place - 1) {
          found = at + 1L;
        }
      } else {
        open = fieldBegins && dialect.hasQuote() && b == dialect.quote();
        fieldBegins = false;
      }
      at++;
      if (open || found != UNKNOWN) {
        int special = nextSpecial(at);
        fieldBegins =
            special == at
                ? fieldBegins
                : !open && dialect.isSeparator(bytes.get(Column.BYTE, special - 1L));
        at = special;
      }
    }
    if (atEnd) {
      return open ? REFUTED : found == UNKNOWN ? length : found;
    }
    return found == UNKNOWN && last ? REFUTED : found;
  }

  private AfterQuote afterQuote(int quote) {
    if (quote + 1 >= length) {
      return AfterQuote.CLOSED;
    }
    byte next = bytes.get(Column.BYTE, quote + 1L);
    if (next == dialect.quote() && dialect.doublesQuotes()) {
      return AfterQuote.DOUBLED;
    }
    boolean carriageReturn =
        next == '\r'
            && dialect.newline() == '\n'
            && (quote + 2 >= length || bytes.get(Column.BYTE, quote + 2L) == '\n');
    return dialect.isSeparator(next) || carriageReturn ? AfterQuote.CLOSED : AfterQuote.WRONG;
  }

  /// The next quote or escape from `from` on, or `length`.
  private int nextSpecial(int from) {
    if (!dialect.hasQuote()) {
      return length;
    }
    int at = from;
    while (at < length) {
      byte b = bytes.get(Column.BYTE, at);
      if (b == dialect.quote() || b == dialect.escape()) {
        return at;
      }
      at++;
    }
    return length;
  }
}
