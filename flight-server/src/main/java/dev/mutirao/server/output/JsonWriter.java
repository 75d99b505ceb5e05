package dev.mutirao.server.output;

import dev.mutirao.connectors.batch.Batch;
import dev.mutirao.connectors.batch.Cells;
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

/// One JSON object a line. Numbers keep all their digits; NaN and infinities, which JSON has not,
/// are text.
public final class JsonWriter implements RowWriter {
  private final Writer out;
  private final ZoneId zone;
  private String[] names = {};

  /// @param zone in which instants are shown
  JsonWriter(OutputStream out, ZoneId zone) {
    this.out = new OutputStreamWriter(out, StandardCharsets.UTF_8);
    this.zone = zone;
  }

  @Override
  public void begin(Schema schema) {
    names =
        schema.fields().stream().map(field -> string(field.name()) + ":").toArray(String[]::new);
  }

  @Override
  public void write(Batch batch) throws IOException {
    for (int row = 0; row < batch.rows(); row++) {
      for (int i = 0; i < batch.columnCount(); i++) {
        out.write(i == 0 ? '{' : ',');
        out.write(names[i]);
        out.write(value(Cells.literal(batch.column(i), row)));
      }
      out.write(batch.columnCount() == 0 ? "{}\n" : "}\n");
    }
  }

  @Override
  public void end() throws IOException {
    out.flush();
  }

  private String value(Literal cell) {
    if (cell.isNull()) {
      return "null";
    }
    String text = ValueText.of(cell, zone);
    boolean bare =
        switch (cell.type()) {
          case Type.Decimal(int precision, int scale) -> true;
          case Type.Simple simple ->
              switch (simple) {
                case BOOLEAN, TINYINT, SMALLINT, INTEGER, BIGINT -> true;
                case REAL, DOUBLE -> Double.isFinite((Double) cell.value());
                case VARCHAR,
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
    return bare ? text : string(text);
  }

  /// A JSON string literal.
  public static String string(String text) {
    var json = new StringBuilder(text.length() + 2).append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"' -> json.append("\\\"");
        case '\\' -> json.append("\\\\");
        case '\n' -> json.append("\\n");
        case '\r' -> json.append("\\r");
        case '\t' -> json.append("\\t");
        default -> {
          if (c < ' ') {
            json.append(String.format("\\u%04x", (int) c));
          } else {
            json.append(c);
          }
        }
      }
    }
    return json.append('"').toString();
  }
}
