package dev.mutirao.server.output;

import dev.mutirao.connectors.batch.Batch;
import dev.mutirao.connectors.batch.Cells;
import dev.mutirao.connectors.type.Field;
import dev.mutirao.connectors.type.Literal;
import dev.mutirao.connectors.type.Schema;
import dev.mutirao.connectors.type.ValueText;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;

/// RFC 4180 with line feeds: fields with a comma, a quote or a line end are quoted; NULL is
/// nothing, the empty text `""`.
final class CsvWriter implements RowWriter {
  private final Writer out;
  private final ZoneId zone;

  /// @param zone in which instants are shown
  CsvWriter(OutputStream out, ZoneId zone) {
    this.out = new OutputStreamWriter(out, StandardCharsets.UTF_8);
    this.zone = zone;
  }

  @Override
  public void begin(Schema schema) throws IOException {
    String separator = "";
    for (Field field : schema.fields()) {
      out.write(separator);
      out.write(field.name().isEmpty() ? "\"\"" : quoted(field.name()));
      separator = ",";
    }
    out.write('\n');
  }

  @Override
  public void write(Batch batch) throws IOException {
    for (int row = 0; row < batch.rows(); row++) {
      for (int i = 0; i < batch.columnCount(); i++) {
        if (i > 0) {
          out.write(',');
        }
        Literal cell = Cells.literal(batch.column(i), row);
        if (!cell.isNull()) {
          String text = ValueText.of(cell, zone);
          out.write(text.isEmpty() ? "\"\"" : quoted(text));
        } else if (batch.columnCount() == 1) {
          out.write(""); // a line of its own: one column, NULL
        }
      }
      out.write('\n');
    }
  }

  @Override
  public void end() throws IOException {
    out.flush();
  }

  private static String quoted(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == ',' || c == '"' || c == '\n' || c == '\r') {
        return '"' + text.replace("\"", "\"\"") + '"';
      }
    }
    return text;
  }
}
