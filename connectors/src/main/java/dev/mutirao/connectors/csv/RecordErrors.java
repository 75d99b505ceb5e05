package dev.mutirao.connectors.csv;

import dev.mutirao.connectors.error.FileErrors;
import dev.mutirao.connectors.error.MutiraoException;
import dev.mutirao.connectors.source.ScanReport;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// What is wrong with records of one file, said with line numbers. Bad records are thrown, or
/// reported and left out when the user asked to ignore errors.
///
/// Lines are counted only now, from the beginning of the text, so that reading costs nothing for
/// them.
final class RecordErrors {
  private final String path;
  private final byte newline;
  private final boolean ignored;
  private final ScanReport report;
  private final Supplier<ByteInput> reopen;
  private @Nullable String example; // the first error that was ignored

  /// @param reopen gives the text again, from its beginning
  RecordErrors(
      String path, byte newline, boolean ignored, ScanReport report, Supplier<ByteInput> reopen) {
    this.path = path;
    this.newline = newline;
    this.ignored = ignored;
    this.report = report;
    this.reopen = reopen;
  }

  boolean ignored() {
    return ignored;
  }

  /// A record at `position` does not have the table's form. Returns only when errors are ignored.
  void badRecord(long position, String what, String text) {
    raise(() ->
        FileErrors.badRecord(
            path,
            line(position),
            what,
            unlessIgnored("ignore_errors => true leaves such rows out"),
            text));
  }

  /// A value at `position` is not of its column's type. Returns only when errors are ignored.
  void badValue(long position, String column, String type, boolean invalidText, String value) {
    raise(() ->
        invalidText
            ? FileErrors.badRecord(
                path,
                line(position),
                "invalid UTF-8 in column " + column,
                unlessIgnored(
                    "convert the file, for example with iconv, or use ignore_errors => true"),
                value)
            : FileErrors.badValue(
                path,
                line(position),
                column,
                type,
                unlessIgnored(
                    "types => '"
                        + quoted(column)
                        + "=VARCHAR' reads it as text, sample => 'all' looks at all rows for types, "
                        + "ignore_errors => true leaves such rows out"),
                value));
  }

  private void raise(Supplier<MutiraoException> error) {
    if (!ignored) {
      throw error.get();
    }
    if (report != ScanReport.NONE) {
      example = example == null ? error.get().getMessage() : example;
      report.rowsIgnored(1, example);
    }
  }

  /// Who ignores errors already is not told how to.
  private String unlessIgnored(String wayOut) {
    return ignored ? "" : wayOut;
  }

  private static String quoted(String column) {
    return column.matches("[A-Za-z_][A-Za-z_0-9]*")
        ? column
        : '"' + column.replace("\"", "\"\"") + '"';
  }

  MutiraoException unclosedQuote(long position) {
    return FileErrors.malformedLine(
        path,
        line(position),
        "the quote that opens here is never closed; quote => '' reads quotes as text");
  }

  MutiraoException recordTooLong(long position, int limit) {
    return FileErrors.malformedLine(
        path,
        line(position),
        "the record that begins here is longer than "
            + limit
            + " bytes; look for a quote that is not closed, or raise max_record_size");
  }

  /// The quotes around a place between two splits do not match up.
  MutiraoException quotesDoNotMatch(long position) {
    return FileErrors.malformedLine(
        path,
        line(position),
        "quotes before or after this line do not match up; look for one that is not closed or not doubled");
  }

  /// The line, from 1, of a byte of the text.
  private long line(long position) {
    try (var input = reopen.get()) {
      return LineCounter.lineOf(input, position, newline);
    }
  }
}
