package dev.mutirao.server.boundary;

import dev.mutirao.connectors.type.Type;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;

/// A file with arguments of some types: for each one a column with every constant of its type in
/// turn, and one with constants picked at random. The rows come {@link #COPIES} times, so that
/// columns have dictionaries and every row has others before and after it.
final class ArgumentFile {
  private static final int COPIES = 2;
  private static final long SEED = 20_260_731;

  private final Path path;
  private final List<Type> types;
  private final int rows;
  private final List<List<Integer>> inTurn = new ArrayList<>();
  private final List<List<Integer>> picked = new ArrayList<>();

  private ArgumentFile(Path path, List<Type> types) {
    this.path = path;
    this.types = types;
    this.rows = types.stream().mapToInt(type -> Constants.stored(type).size()).max().orElse(1);
    var random = new Random(SEED);
    for (var type : types) {
      int constants = Constants.stored(type).size();
      var turns = new ArrayList<Integer>();
      var picks = new ArrayList<Integer>();
      for (int row = 0; row < rows; row++) {
        turns.add(row % constants);
        picks.add(random.nextInt(constants));
      }
      inTurn.add(turns);
      picked.add(picks);
    }
  }

  static ArgumentFile write(Path path, List<Type> types, Asking asking)
      throws InterruptedException {
    var file = new ArgumentFile(path, types);
    asking.run("COPY (" + file.query() + ") TO " + file.table());
    return file;
  }

  private String query() {
    var names = new ArrayList<String>(List.of("k"));
    var columns = new ArrayList<String>(List.of("c.\"value\" * " + rows + " + t.k AS k"));
    for (int i = 0; i < types.size(); i++) {
      names.addAll(List.of("v" + i, "r" + i));
      columns.addAll(List.of("v" + i, "r" + i));
    }
    var values = new ArrayList<String>();
    for (int row = 0; row < rows; row++) {
      var cells = new ArrayList<String>(List.of(Integer.toString(row)));
      for (int i = 0; i < types.size(); i++) {
        var constants = Constants.stored(types.get(i));
        cells.add(constants.get(inTurn.get(i).get(row)));
        cells.add(constants.get(picked.get(i).get(row)));
      }
      values.add("(" + String.join(", ", cells) + ")");
    }
    return "SELECT %s FROM TABLE(range(%d)) AS c, (VALUES %s) AS t(%s) ORDER BY 1"
        .formatted(
            String.join(", ", columns),
            COPIES,
            String.join(", ", values),
            String.join(", ", names));
  }

  /// How many rows differ.
  int rows() {
    return rows;
  }

  int copies() {
    return COPIES;
  }

  /// The column of an argument where it takes every constant in turn.
  Column inTurn(int index) {
    return new Column(types.get(index), "v" + index, inTurn.get(index));
  }

  /// The column of an argument where constants are picked at random.
  Column picked(int index) {
    return new Column(types.get(index), "r" + index, picked.get(index));
  }

  /// The file in a FROM clause.
  String table() {
    return "'" + path + "'";
  }

  /// The end of a query over the file, rows in their order.
  String from() {
    return "FROM " + table() + " ORDER BY k";
  }

  /// The end of a query over one of the rows.
  String from(int row) {
    return "FROM " + table() + " WHERE k = " + row;
  }

  /// A condition for some of the rows that differ.
  String isAmong(List<Integer> some) {
    return some.stream()
        .map(row -> Integer.toString(row))
        .collect(Collectors.joining(", ", "k % " + rows + " IN (", ")"));
  }

  /// An argument.
  ///
  /// @param constants which constant of the type each row has
  record Column(Type type, String name, List<Integer> constants) {
    /// An expression over the column.
    String read() {
      return Constants.read(type, name);
    }

    /// The value of a row, as a constant.
    String constant(int row) {
      return Constants.of(type).get(constants.get(row));
    }

    boolean isNull(int row) {
      return constants.get(row) == 0;
    }
  }
}
