package dev.mutirao.planner.parser;

import dev.mutirao.planner.parser.generated.MutiraoParserConstants;
import dev.mutirao.planner.parser.generated.Token;

/// Tells the parser where `&`, `|`, `^`, `<<`, `>>` and `||` stand. The last is two tokens, since
/// types may end with `>>`.
public final class OtherOperators {
  private OtherOperators() {}

  /// Whether such an operator begins with these tokens.
  public static boolean begins(Token first, Token second) {
    return switch (first.kind) {
      case MutiraoParserConstants.AMPERSAND,
          MutiraoParserConstants.VERTICAL_BAR,
          MutiraoParserConstants.CARET,
          MutiraoParserConstants.CONCAT,
          MutiraoParserConstants.LEFTSHIFT ->
          true;
      case MutiraoParserConstants.GT -> second.kind == MutiraoParserConstants.GT;
      default -> false;
    };
  }
}
