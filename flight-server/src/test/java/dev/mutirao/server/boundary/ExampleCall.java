package dev.mutirao.server.boundary;

import dev.mutirao.executor.function.FunctionDescription;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// How a function is called, as its example shows: `position(a IN b)`, `a || b`.
final class ExampleCall {
  private static final List<String> SEPARATORS = List.of(" IN ", " FROM ", " FOR ", " PLACING ");
  private static final Pattern WORD = Pattern.compile("[A-Z]+");
  private static final Pattern NAME = Pattern.compile("\\w+");

  private final String name;
  private final String written;
  private final boolean infix;
  private final List<String> arguments = new ArrayList<>();
  private final List<String> separators = new ArrayList<>();

  private ExampleCall(String name, String written, boolean infix) {
    this.name = name;
    this.written = written;
    this.infix = infix;
  }

  static ExampleCall of(FunctionDescription function) {
    return of(function.name(), function.aliases(), function.example());
  }

  /// The call of a function in an example; without arguments where the example has it in another
  /// form.
  static ExampleCall of(String name, List<String> aliases, String example) {
    for (var known : Stream.concat(Stream.of(name), aliases.stream()).toList()) {
      if (NAME.matcher(known).matches()) {
        var found = Pattern.compile("(?i)(?<!\\w)" + Pattern.quote(known) + "\\(").matcher(example);
        if (found.find()) {
          var call = new ExampleCall(name, known, false);
          call.read(example, found.end());
          return call;
        }
      }
    }
    var sign = " " + name.toUpperCase(Locale.ROOT) + " ";
    int at = example.indexOf(sign);
    if (at >= 0) {
      var call = new ExampleCall(name, name.toUpperCase(Locale.ROOT), true);
      call.arguments.add(example.substring(0, at));
      call.arguments.add(example.substring(at + sign.length()));
      return call;
    }
    return new ExampleCall(name, name, false);
  }

  private void read(String example, int from) {
    int depth = 0;
    boolean quoted = false;
    int start = from;
    for (int i = from; i < example.length(); i++) {
      char c = example.charAt(i);
      quoted ^= c == '\'';
      if (quoted) {
        continue;
      }
      if (depth == 0 && c == ')') {
        if (i > start) {
          arguments.add(example.substring(start, i).strip());
        }
        return;
      }
      depth += c == '(' ? 1 : c == ')' ? -1 : 0;
      var separator = depth == 0 ? separator(example, i) : "";
      if (!separator.isEmpty()) {
        arguments.add(example.substring(start, i).strip());
        separators.add(separator);
        start = i + separator.length();
        i = start - 1;
      }
    }
    throw new IllegalArgumentException("no call: " + example);
  }

  private static String separator(String example, int at) {
    if (example.charAt(at) == ',') {
      return ",";
    }
    return SEPARATORS.stream().filter(each -> example.startsWith(each, at)).findFirst().orElse("");
  }

  /// How many arguments the example has.
  int size() {
    return arguments.size();
  }

  /// An argument of the example.
  String argument(int index) {
    return arguments.get(index);
  }

  /// Whether an argument is no value but a word of the syntax, as in `EXTRACT(MONTH FROM d)`.
  boolean isWord(int index) {
    return index < separators.size()
        && !separators.get(index).equals(",")
        && WORD.matcher(arguments.get(index)).matches();
  }

  /// The call with other arguments.
  String of(List<String> values) {
    if (infix && values.size() == 2) {
      return "(" + values.get(0) + ") " + written + " (" + values.get(1) + ")";
    }
    if (infix && values.size() == 3) {
      return "(%s) %s (%s) ESCAPE %s"
          .formatted(values.get(0), written, values.get(1), values.get(2));
    }
    var text = new StringBuilder(values.size() == size() ? written : name).append('(');
    for (int i = 0; i < values.size(); i++) {
      text.append(i == 0 ? "" : i <= separators.size() ? separators.get(i - 1) : ", ");
      text.append(values.get(i));
    }
    return text.append(')').toString();
  }

  /// The call of the example by another name.
  String as(String alias) {
    if (NAME.matcher(alias).matches()) {
      return alias + "(" + String.join(", ", arguments) + ")";
    }
    return "(" + arguments.get(0) + ") " + alias + " (" + arguments.get(1) + ")";
  }

  /// Whether it is called by a name before parentheses.
  boolean isPrefix() {
    return !infix;
  }

  String name() {
    return written;
  }
}
