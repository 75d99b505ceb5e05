package dev.mutirao.connectors.csv;

import dev.mutirao.connectors.batch.Column;
import dev.mutirao.connectors.error.FileErrors;
import dev.mutirao.connectors.error.MutiraoException;
import dev.mutirao.connectors.source.ScanReport;
import java.lang.foreign.Arena;
import java.util.HashMap;
import java.util.List;
import java.util.function.Supplier;
import org.apache.arrow.memory.BufferAllocator;

/// Finds delimiter, quote and line end from the beginning of a text: the dialect that gives the
/// most records the same number of fields, of those the one with the most fields, of those the
/// first in the order tried.
final class DialectSniffer {
  private static final List<Byte> DELIMITERS =
      List.of((byte) ',', (byte) ';', (byte) '\t', (byte) '|');
  private static final int HEAD = 1 << 16;
  private static final int MAX_RECORDS = 1000;

  private final String path;
  private final CsvOptions options;
  private final Supplier<ByteInput> open;
  private final BufferAllocator allocator;

  DialectSniffer(
      String path, CsvOptions options, Supplier<ByteInput> open, BufferAllocator allocator) {
    this.path = path;
    this.options = options;
    this.open = open;
    this.allocator = allocator;
  }

  /// The dialect; what the options say is kept.
  ///
  /// @throws MutiraoException when the text is empty or not UTF-8 but UTF-16
  Dialect sniff() {
    byte newline = newline();
    byte quote = options.quote().orElse((byte) '"');
    var best = bestWith(quote, newline);
    if (options.quote().isEmpty() && best.quotedFields == 0) {
      var single = bestWith((byte) '\'', newline);
      best = single.quotedFields > 0 && single.consistency() >= best.consistency() ? single : best;
    }
    return best.dialect;
  }

  private Score bestWith(byte quote, byte newline) {
    var delimiters = options.delimiter().map(List::of).orElse(DELIMITERS);
    Score best = null;
    for (byte delimiter : delimiters) {
      if (delimiter != quote) {
        var score = score(new Dialect(delimiter, quote, options.escape().orElse(quote), newline));
        best = best == null || score.isBetterThan(best) ? score : best;
      }
    }
    return best;
  }

  /// How well a dialect explains the head of a text.
  private record Score(Dialect dialect, int records, int usual, int fields, int quotedFields) {
    double consistency() {
      return records == 0 ? 0 : (double) usual / records;
    }

    boolean isBetterThan(Score other) {
      boolean cuts = fields > 1 && consistency() >= 0.5;
      boolean otherCuts = other.fields > 1 && other.consistency() >= 0.5;
      if (cuts != otherCuts) {
        return cuts;
      }
      int order = Double.compare(consistency(), other.consistency());
      return cuts && (order > 0 || order == 0 && fields > other.fields);
    }
  }

  private Score score(Dialect dialect) {
    var errors = new RecordErrors(path, dialect.newline(), true, ScanReport.NONE, open);
    var counts = new HashMap<Integer, Integer>();
    int seen = 0;
    int quoted = 0;
    try (var records =
        new Records(
            open.get(), 0, dialect, CsvOptions.DEFAULT_MAX_RECORD_SIZE, errors, allocator)) {
      while (seen < MAX_RECORDS && records.nextPosition() < HEAD && records.advance(0, HEAD)) {
        for (int record = 0; record < records.count() && seen < MAX_RECORDS; record++) {
          if (!records.isBlank(record)) {
            counts.merge(records.fieldsOf(record), 1, Integer::sum);
            quoted += records.quotedFieldsOf(record);
            seen++;
          }
        }
      }
    } catch (MutiraoException e) {
      // A quote that never closes: the records before it speak for or against the dialect, and
      // reading will report it.
      counts.merge(0, 1, Integer::sum);
    }
    int usual = counts.values().stream().max(Integer::compare).orElse(0);
    int fields =
        counts.entrySet().stream()
            .filter(entry -> entry.getValue() == usual)
            .mapToInt(entry -> entry.getKey())
            .max()
            .orElse(0);
    return new Score(dialect, seen, usual, fields, quoted);
  }

  private byte newline() {
    try (var input = open.get();
        var arena = Arena.ofConfined()) {
      var head = arena.allocate(HEAD);
      int length = input.read(head);
      if (length == 0) {
        throw FileErrors.malformed(
            path, "the file is empty; expected a line of column names", null);
      }
      checkEncoding(head.get(Column.BYTE, 0) & 0xFF, head.get(Column.BYTE, 1) & 0xFF);
      boolean carriageReturn = false;
      for (int i = 0; i < length; i++) {
        byte b = head.get(Column.BYTE, i);
        if (b == '\n') {
          return '\n';
        }
        carriageReturn |= b == '\r';
      }
      return (byte) (carriageReturn ? '\r' : '\n');
    }
  }

  private void checkEncoding(int first, int second) {
    if (first == 0xFF && second == 0xFE || first == 0xFE && second == 0xFF) {
      throw FileErrors.malformed(
          path, "the text is UTF-16; convert it to UTF-8, for example with iconv", null);
    }
  }
}
