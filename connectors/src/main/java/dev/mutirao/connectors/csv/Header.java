package dev.mutirao.connectors.csv;

import dev.mutirao.connectors.file.ColumnNames;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;

/// The first record of a file, as texts.
final class Header {
  private Header() {}

  /// The fields of the first record that is not a blank line; none when there is no such record.
  /// Takes over the input.
  static List<String> fields(
      ByteInput input, CsvTable table, RecordErrors errors, BufferAllocator allocator) {
    try (var records =
        new Records(input, 0, table.dialect(), table.maxRecordSize(), errors, allocator)) {
      var field = new Fields(1);
      while (records.advance(0, 1)) {
        for (int record = 0; record < records.count(); record++) {
          if (!records.isBlank(record)) {
            return fields(records, record, field);
          }
        }
      }
      return List.of();
    }
  }

  private static List<String> fields(Records records, int record, Fields field) {
    var fields = new ArrayList<String>();
    for (int column = 0; column < records.fieldsOf(record); column++) {
      records.field(record, column, field);
      fields.add(
          field.to[0] == Fields.NULL
              ? ""
              : FieldText.of(records.bytes(), field.from[0], field.to[0]));
    }
    return fields;
  }

  /// Column names out of a header's fields: blanks around them go, and each is made different from
  /// those before.
  static List<String> names(List<String> fields) {
    return ColumnNames.distinct(fields.stream().map(String::strip).toList());
  }
}
