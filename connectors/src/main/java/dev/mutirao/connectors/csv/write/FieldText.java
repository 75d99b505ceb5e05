package dev.mutirao.connectors.csv.write;

import dev.mutirao.connectors.batch.Cells;
import dev.mutirao.connectors.batch.Column;
import dev.mutirao.connectors.type.Layout;
import dev.mutirao.connectors.type.Type;
import dev.mutirao.connectors.type.ValueText;

/// Spells the values of one column, as {@link ValueText} does. None of these texts needs quotes but
/// those of VARCHAR, which {@link QuotedText} takes care of.
interface FieldText {
  /// Appends the value at `row` of a flat column, which is not NULL.
  void append(Column column, int row, TextBuffer out);

  static FieldText of(Type type, CsvSettings settings) {
    return switch (type) {
      case Type.Decimal(int precision, int scale) ->
          type.layout() == Layout.INT64
              ? (column, row, out) ->
                  NumberText.decimal(column.values().getAtIndex(Column.LONG, row), scale, out)
              : FieldText::slow;
      case Type.Simple simple ->
          switch (simple) {
            case BOOLEAN ->
                (column, row, out) -> {
                  int bit = column.values().get(Column.BYTE, row >>> 3) >>> (row & 7) & 1;
                  out.putAscii(bit == 1 ? "true" : "false");
                };
            case TINYINT -> (column, row, out) -> out.put(column.values().get(Column.BYTE, row));
            case SMALLINT ->
                (column, row, out) -> out.put(column.values().getAtIndex(Column.SHORT, row));
            case INTEGER ->
                (column, row, out) -> out.put(column.values().getAtIndex(Column.INT, row));
            case BIGINT ->
                (column, row, out) -> out.put(column.values().getAtIndex(Column.LONG, row));
            case REAL ->
                (column, row, out) ->
                    out.put(ValueText.ofReal(column.values().getAtIndex(Column.FLOAT, row)));
            case DOUBLE ->
                (column, row, out) ->
                    NumberText.floating(column.values().getAtIndex(Column.DOUBLE, row), out);
            case DATE ->
                (column, row, out) -> {
                  int day = column.values().getAtIndex(Column.INT, row);
                  if (ClockText.isPlain(day)) {
                    ClockText.date(day, out);
                  } else {
                    slow(column, row, out);
                  }
                };
            case TIME ->
                (column, row, out) ->
                    ClockText.time(column.values().getAtIndex(Column.LONG, row), out);
            case TIMESTAMP -> (column, row, out) -> timestamp(column, row, false, out);
            case INSTANT -> (column, row, out) -> timestamp(column, row, true, out);
            case VARCHAR -> new QuotedText(settings);
            case VARBINARY, INTERVAL_MONTHS, INTERVAL_MICROS, NULL -> FieldText::slow;
          };
    };
  }

  private static void timestamp(Column column, int row, boolean instant, TextBuffer out) {
    long micros = column.values().getAtIndex(Column.LONG, row);
    long day = Math.floorDiv(micros, ClockText.DAY);
    if (!ClockText.isPlain(day)) {
      slow(column, row, out);
      return;
    }
    ClockText.date(day, out);
    out.put(' ');
    ClockText.time(Math.floorMod(micros, ClockText.DAY), out);
    if (instant) {
      out.putAscii("+00");
    }
  }

  /// Any value, by way of objects: for rare types and dates out of the common range.
  private static void slow(Column column, int row, TextBuffer out) {
    out.put(ValueText.of(Cells.literal(column, row)));
  }
}
