package dev.mutirao.connectors.csv;

/// How fields and records are told apart, as bytes. `quote` is 0 when there are no quotes; `escape`
/// equals `quote` when a quote inside a quoted field is doubled; `newline` is LF (CRLF too) or CR.
///
/// A quote opens a quoted field only as its first byte; elsewhere in an unquoted field it is text.
/// After the closing quote comes a delimiter, a line end or the end of the file, everything else is
/// malformed.
record Dialect(byte delimiter, byte quote, byte escape, byte newline) {
  static final byte NONE = 0;

  boolean hasQuote() {
    return quote != NONE;
  }

  boolean doublesQuotes() {
    return escape == quote;
  }

  /// Whether a byte ends a field outside quotes.
  boolean isSeparator(byte b) {
    return b == delimiter || b == newline;
  }
}
