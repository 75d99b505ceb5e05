package dev.mutirao.connectors.csv.write;

import dev.mutirao.connectors.batch.Batch;
import dev.mutirao.connectors.batch.Column;
import dev.mutirao.connectors.type.Schema;
import dev.mutirao.connectors.write.AppendedFile;
import dev.mutirao.connectors.write.FileWriter;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/// One CSV file. Each part spells its rows into memory and appends pieces of whole records.
final class CsvFileWriter implements FileWriter {
  private static final int PIECE_BYTES = 1 << 20;

  private final AppendedFile file;
  private final Schema columns;
  private final CsvSettings settings;
  private final byte[] nullText;
  private boolean begun; // guarded by file
  private long rows; // guarded by file

  CsvFileWriter(Path path, Schema columns, CsvSettings settings) {
    this.file = new AppendedFile(path);
    this.columns = columns;
    this.settings = settings;
    this.nullText = settings.nullText().getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public Part open() {
    return new RecordPart();
  }

  @Override
  public Written finish() {
    synchronized (file) {
      begin();
      return new Written(rows, file.size());
    }
  }

  private void begin() {
    if (!begun) {
      begun = true;
      var names = new TextBuffer(256);
      if (settings.header()) {
        header(names);
      }
      append(names.size() == 0 ? ByteBuffer.allocate(0) : compressed(names));
    }
  }

  private void header(TextBuffer out) {
    var text = new QuotedText(settings);
    for (int i = 0; i < columns.size(); i++) {
      if (i > 0) {
        out.put(settings.delimiter());
      }
      var name = columns.field(i).name().getBytes(StandardCharsets.UTF_8);
      text.append(MemorySegment.ofArray(name), 0, name.length, out);
    }
    out.put('\n');
  }

  private ByteBuffer compressed(TextBuffer text) {
    return settings.compression().apply(text.bytes(), text.size());
  }

  private void append(ByteBuffer piece) {
    file.append(piece, start -> {});
  }

  /// The records of one thread that wait to be a piece.
  private final class RecordPart implements Part {
    private final TextBuffer out = new TextBuffer(1 << 15);
    private final FieldText[] fields = new FieldText[columns.size()];
    private long waiting;

    RecordPart() {
      for (int i = 0; i < fields.length; i++) {
        fields[i] = FieldText.of(columns.type(i), settings);
      }
    }

    @Override
    public void write(Batch batch) {
      try (batch) {
        for (int row = 0; row < batch.rows(); row++) {
          record(batch, row);
          if (out.size() >= PIECE_BYTES) {
            endPiece();
          }
        }
      }
    }

    private void record(Batch batch, int row) {
      for (int i = 0; i < fields.length; i++) {
        if (i > 0) {
          out.put(settings.delimiter());
        }
        var column = batch.column(i);
        if (column.isNull(row)) {
          out.put(nullText);
        } else if (column.isDictionary()) {
          fields[i].append(column.dictionary(), column.values().getAtIndex(Column.INT, row), out);
        } else {
          fields[i].append(column, row, out);
        }
      }
      out.put('\n');
      waiting++;
    }

    private void endPiece() {
      if (waiting == 0) {
        return;
      }
      var piece = compressed(out);
      synchronized (file) {
        begin();
        append(piece);
        rows += waiting;
      }
      waiting = 0;
      out.clear();
    }

    @Override
    public void finish() {
      endPiece();
    }

    @Override
    public void close() {
      out.clear();
    }
  }
}
