package dev.mutirao.connectors.csv;

import dev.mutirao.connectors.error.FileErrors;
import dev.mutirao.connectors.type.Schema;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/// Where the columns of a table are in the records of one file.
///
/// @param fields how many fields a record has
/// @param places for each column of the table that comes from files, which field it is
@SuppressWarnings("ArrayRecordComponent")
record FileLayout(int fields, int[] places) {
  /// Columns in the file's own order.
  static FileLayout inOrder(int fields) {
    return new FileLayout(fields, IntStream.range(0, fields).toArray());
  }

  /// Columns found by their names, whatever their case.
  ///
  /// @throws dev.mutirao.connectors.error.MutiraoException when the file lacks one
  static FileLayout byName(Schema columns, List<String> header, String path) {
    var byName = new HashMap<String, Integer>();
    for (int i = 0; i < header.size(); i++) {
      byName.putIfAbsent(header.get(i).toLowerCase(Locale.ROOT), i);
    }
    int[] places = new int[columns.size()];
    for (int i = 0; i < places.length; i++) {
      var name = columns.field(i).name();
      var place = byName.get(name.toLowerCase(Locale.ROOT));
      if (place == null) {
        throw FileErrors.wrongColumns(
            path, "the table's column " + name + " is missing", String.join(", ", header));
      }
      places[i] = place;
    }
    return new FileLayout(header.size(), places);
  }
}
