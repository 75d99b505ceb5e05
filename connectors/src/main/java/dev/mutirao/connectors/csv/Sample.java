package dev.mutirao.connectors.csv;

import dev.mutirao.connectors.error.MutiraoException;
import dev.mutirao.connectors.file.DataFile;
import dev.mutirao.connectors.file.PinnedFile;
import dev.mutirao.connectors.source.ScanReport;
import dev.mutirao.connectors.type.Type.Simple;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.apache.arrow.memory.BufferAllocator;

/// Looks at the rows of one file that decide its columns' types: all rows of files up to 16 MB,
/// else the head, the tail, and pieces evenly between. Rows of another number of fields are passed
/// over; reading will report them.
final class Sample {
  private static final long SMALL_FILE = 16 << 20;
  private static final long END_PIECE = 1 << 20;
  private static final long PIECE = 1 << 16;
  private static final int PIECES = 32;

  private final CsvTable table;
  private final DataFile file;
  private final FileLayout layout;
  private final BufferAllocator allocator;
  private final RecordErrors errors;
  private final TypeGuess[] guesses;
  private final TypeGuess[] firstRow;
  private final ColumnSketches sketches;
  private final byte[][] nullTexts;
  private final Fields fields = new Fields(1024);
  private long rowsLeft;
  private long rows;
  private long bytes;
  private boolean complete;

  /// @param layout where the table's columns are in this file
  /// @param sketches of the table's columns, to which the values of the rows after the first are
  ///   added
  Sample(
      CsvTable table,
      DataFile file,
      FileLayout layout,
      ColumnSketches sketches,
      BufferAllocator allocator) {
    this.table = table;
    this.file = file;
    this.layout = layout;
    this.sketches = sketches;
    this.allocator = allocator;
    this.errors =
        new RecordErrors(
            file.path(), table.dialect().newline(), true, ScanReport.NONE, () -> table.open(file));
    this.nullTexts = table.nullBytes();
    this.guesses = guesses(layout.places().length);
    this.firstRow = guesses(layout.places().length);
  }

  private static TypeGuess[] guesses(int count) {
    var guesses = new TypeGuess[count];
    for (int i = 0; i < count; i++) {
      guesses[i] = new TypeGuess();
    }
    return guesses;
  }

  /// Reads the sample.
  ///
  /// @param all whether to look at every row of big files too
  /// @param limit how many rows suffice
  void read(boolean all, OptionalLong limit) {
    rowsLeft = limit.orElse(Long.MAX_VALUE);
    boolean compressed = table.compressionOf(file.path()) != Compression.NONE;
    if (compressed) {
      readPiece(table.open(file), 0, all || limit.isPresent() ? Long.MAX_VALUE : SMALL_FILE);
    } else if (all || limit.isPresent() || file.size() <= SMALL_FILE) {
      readPiece(table.open(file), 0, Long.MAX_VALUE);
    } else {
      readPieces();
    }
  }

  private void readPieces() {
    readPiece(table.open(file), 0, END_PIECE);
    for (long place : places()) {
      try (var pinned = PinnedFile.open(file)) {
        var start = new RecordStart(pinned, table, errors, allocator).supposed(place);
        if (start.isPresent() && start.getAsLong() < file.size()) {
          readSupposedPiece(start.getAsLong(), place == tail());
        }
      }
    }
    complete = false;
  }

  /// A piece whose beginning is a guess counts for nothing when it cannot be read: it may have
  /// begun inside of a quoted text, and what is wrong indeed, reading tells with its line.
  private void readSupposedPiece(long from, boolean toTheEnd) {
    long before = rows;
    try {
      readPiece(
          new PlainInput(PinnedFile.open(file), from),
          from,
          toTheEnd ? Long.MAX_VALUE : from + PIECE);
    } catch (MutiraoException malformed) {
      rows = before;
    }
  }

  private List<Long> places() {
    var places = new ArrayList<Long>();
    for (int i = 1; i <= PIECES; i++) {
      places.add(END_PIECE + (tail() - END_PIECE) * i / PIECES);
    }
    return places;
  }

  private long tail() {
    return file.size() - END_PIECE;
  }

  /// Reads the records that begin in `[start, end)` of the text. Takes over the input.
  private void readPiece(ByteInput input, long start, long end) {
    try (var records =
        new Records(input, start, table.dialect(), table.maxRecordSize(), errors, allocator)) {
      sketches.begin();
      boolean atBeginning = start == 0;
      while (rowsLeft > 0
          && records.nextPosition() < end
          && records.advance(layout.fields(), end)) {
        int first = 0;
        while (atBeginning && first < records.count()) {
          atBeginning = records.isBlank(first);
          look(records, first++, 1, firstRow);
        }
        int count = (int) Math.min(records.count() - first, rowsLeft);
        for (int done = 0; done < count; done += fields.from.length) {
          lookAndSketch(records, first + done, Math.min(fields.from.length, count - done));
        }
        rows += count;
        rowsLeft -= count;
      }
      bytes += records.nextPosition() - start;
      complete = rowsLeft > 0 && records.isAtEnd();
    }
  }

  private void look(Records records, int first, int count, TypeGuess[] into) {
    for (int column = 0; column < into.length; column++) {
      if (!isText(into[column])) {
        findFields(records, column, first, count);
        into[column].add(records.bytes(), fields);
      }
    }
  }

  private void lookAndSketch(Records records, int first, int count) {
    for (int column = 0; column < guesses.length; column++) {
      findFields(records, column, first, count);
      guesses[column].add(records.bytes(), fields);
      sketches.add(column, records.bytes(), fields);
    }
  }

  private static boolean isText(TypeGuess guess) {
    return guess.type() == Simple.VARCHAR && guess.sawValues();
  }

  private void findFields(Records records, int column, int first, int count) {
    records.fields(layout.places()[column], layout.fields(), first, count, nullTexts, fields);
  }

  /// Types of the rows after the first.
  TypeGuess guess(int column) {
    return guesses[column];
  }

  /// Types of the first row, which may be a header.
  TypeGuess firstRow(int column) {
    return firstRow[column];
  }

  /// Rows looked at, the first one apart.
  long rows() {
    return rows;
  }

  /// Bytes of text looked at.
  long bytes() {
    return bytes;
  }

  /// Whether every row of the file was looked at.
  boolean isComplete() {
    return complete;
  }
}
