package dev.mutirao.server.output;

import dev.mutirao.connectors.batch.Batch;
import dev.mutirao.connectors.batch.Cells;
import dev.mutirao.connectors.type.Field;
import dev.mutirao.connectors.type.Literal;
import dev.mutirao.connectors.type.Schema;
import dev.mutirao.connectors.type.Type;
import dev.mutirao.connectors.type.ValueText;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

/// Aligned columns with a rule under the header, and the number of rows below. Widths come from the
/// first rows; a later cell that is wider pushes its line out rather than being cut.
final class TableWriter implements RowWriter {
  private static final int MEASURED_ROWS = 10_000;
  private static final String NULL = "NULL";

  private final Writer out;
  private final ZoneId zone;
  private final List<List<String>> held = new ArrayList<>();
  private Schema schema = Schema.EMPTY;
  private int[] widths = {};
  private boolean measured;
  private long rows;

  /// @param zone in which instants are shown
  TableWriter(OutputStream out, ZoneId zone) {
    this.out = new OutputStreamWriter(out, StandardCharsets.UTF_8);
    this.zone = zone;
  }

  @Override
  public void begin(Schema columns) {
    schema = columns;
    widths = columns.fields().stream().mapToInt(field -> width(field.name())).toArray();
  }

  @Override
  public void write(Batch batch) throws IOException {
    rows += batch.rows();
    for (int row = 0; row < batch.rows(); row++) {
      var cells = new ArrayList<String>(batch.columnCount());
      for (int i = 0; i < batch.columnCount(); i++) {
        cells.add(text(Cells.literal(batch.column(i), row)));
      }
      if (measured) {
        line(cells);
      } else {
        held.add(cells);
      }
    }
    if (held.size() >= MEASURED_ROWS) {
      release();
    }
  }

  @Override
  public void end() throws IOException {
    release();
    out.write(rows == 1 ? "(1 row)\n" : "(" + rows + " rows)\n");
    out.flush();
  }

  private void release() throws IOException {
    if (!measured) {
      measured = true;
      for (var cells : held) {
        for (int i = 0; i < widths.length; i++) {
          widths[i] = Math.max(widths[i], width(cells.get(i)));
        }
      }
      line(schema.fields().stream().map(Field::name).toList());
      var rule = new ArrayList<String>();
      for (int width : widths) {
        rule.add("-".repeat(width));
      }
      out.write(String.join("  ", rule));
      out.write('\n');
    }
    for (var cells : held) {
      line(cells);
    }
    held.clear();
  }

  private void line(List<String> cells) throws IOException {
    var line = new StringBuilder();
    for (int i = 0; i < cells.size(); i++) {
      String padding = " ".repeat(Math.max(0, widths[i] - width(cells.get(i))));
      line.append(i == 0 ? "" : "  ");
      line.append(isNumber(schema.type(i)) ? padding + cells.get(i) : cells.get(i) + padding);
    }
    out.write(line.toString().stripTrailing());
    out.write('\n');
  }

  private String text(Literal cell) {
    if (cell.isNull()) {
      return NULL;
    }
    return ValueText.of(cell, zone).replace("\n", "\\n").replace("\r", "\\r").replace("\t", "\\t");
  }

  private static int width(String text) {
    return text.codePointCount(0, text.length());
  }

  private static boolean isNumber(Type type) {
    return switch (type) {
      case Type.Decimal(int precision, int scale) -> true;
      case Type.Simple simple ->
          switch (simple) {
            case TINYINT, SMALLINT, INTEGER, BIGINT, REAL, DOUBLE -> true;
            case BOOLEAN,
                VARCHAR,
                VARBINARY,
                DATE,
                TIME,
                TIMESTAMP,
                INSTANT,
                INTERVAL_MONTHS,
                INTERVAL_MICROS,
                NULL ->
                false;
          };
    };
  }
}
