package dev.mutirao.server.cli;

import java.util.Arrays;
import java.util.regex.Pattern;

/// SQL that begins with a comment looks like an option: `mutirao sql "-- totals ..."`.
final class SqlComments {
  /// Two dashes and something that no option's name begins with, or a line that goes on below.
  private static final Pattern COMMENT =
      Pattern.compile("--(?:[^a-zA-Z]|[^=\\s]*[ \\t\\r\\n]).*", Pattern.DOTALL);

  private SqlComments() {}

  /// The arguments, with a blank before those that are such SQL: it changes no position after the
  /// first line, and keeps them from being read as options.
  static String[] asText(String... arguments) {
    return Arrays.stream(arguments)
        .map(argument -> COMMENT.matcher(argument).matches() ? " " + argument : argument)
        .toArray(String[]::new);
  }
}
