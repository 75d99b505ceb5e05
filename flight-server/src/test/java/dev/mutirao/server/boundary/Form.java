package dev.mutirao.server.boundary;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/// A call of a function over a file: some arguments are columns, the others constants.
///
/// @param arguments each a column, or a constant that all rows have
record Form(ExampleCall call, List<Argument> arguments) {
  /// An argument of a call.
  sealed interface Argument {
    record Varied(ArgumentFile.Column column) implements Argument {}

    record Fixed(String constant) implements Argument {}
  }

  Form {
    arguments = List.copyOf(arguments);
  }

  /// One form for each argument that varies while the others keep a value that the function takes,
  /// and one where all vary.
  static List<Form> of(ExampleCall call, List<String> valid, ArgumentFile file) {
    var forms = new ArrayList<Form>();
    for (int varied = 0; varied < valid.size(); varied++) {
      if (!call.isWord(varied)) {
        var arguments = new ArrayList<Argument>();
        valid.forEach(value -> arguments.add(new Argument.Fixed(value)));
        arguments.set(varied, new Argument.Varied(file.inTurn(varied)));
        forms.add(new Form(call, arguments));
      }
    }
    if (valid.size() > 1) {
      forms.add(
          new Form(
              call,
              IntStream.range(0, valid.size())
                  .<Argument>mapToObj(i ->
                      call.isWord(i)
                          ? new Argument.Fixed(valid.get(i))
                          : new Argument.Varied(file.picked(i)))
                  .toList()));
    }
    return forms;
  }

  /// The call over the columns.
  String overColumns() {
    return call.of(
        arguments.stream()
            .map(argument ->
                switch (argument) {
                  case Argument.Varied(var column) -> column.read();
                  case Argument.Fixed(var constant) -> constant;
                })
            .toList());
  }

  /// The call with the values of a row as constants.
  String constants(int row) {
    return call.of(
        arguments.stream()
            .map(argument ->
                switch (argument) {
                  case Argument.Varied(var column) -> column.constant(row);
                  case Argument.Fixed(var constant) -> constant;
                })
            .toList());
  }

  /// Whether any argument is NULL in a row.
  boolean hasNull(int row) {
    return arguments.stream()
        .anyMatch(
            argument -> argument instanceof Argument.Varied(var column) && column.isNull(row));
  }
}
