package dev.mutirao.planner.parser.token;

import static dev.mutirao.planner.parser.generated.MutiraoParserConstants.AS;
import static dev.mutirao.planner.parser.generated.MutiraoParserConstants.CAST;
import static dev.mutirao.planner.parser.generated.MutiraoParserConstants.IDENTIFIER;
import static dev.mutirao.planner.parser.generated.MutiraoParserConstants.LPAREN;
import static dev.mutirao.planner.parser.generated.MutiraoParserConstants.QUOTED_STRING;
import static dev.mutirao.planner.parser.generated.MutiraoParserConstants.RPAREN;
import static dev.mutirao.planner.parser.generated.MutiraoParserConstants.TIME;
import static dev.mutirao.planner.parser.generated.MutiraoParserConstants.TIMESTAMP;
import static dev.mutirao.planner.parser.generated.MutiraoParserConstants.WITH;
import static dev.mutirao.planner.parser.generated.MutiraoParserConstants.ZONE;

/// `timestamptz '...'` and `TIMESTAMP WITH TIME ZONE '...'`, whose text Calcite wants in a form of
/// its own: the parser sees `CAST('...' AS timestamptz)`. Any other `timestamptz` is a name.
final class InstantTexts implements TokenForm {
  @Override
  public void rewrite(TokenWindow tokens) {
    if (tokens.isWord(0, "timestamptz") && tokens.at(1).kind == QUOTED_STRING) {
      cast(tokens, 2);
    } else if (tokens.begins(TIMESTAMP, WITH, TIME, ZONE, QUOTED_STRING)) {
      cast(tokens, 5);
    }
  }

  /// Makes a cast of the next `count` tokens, of which the last is the text.
  private static void cast(TokenWindow tokens, int count) {
    var type = tokens.at(0);
    var text = tokens.at(count - 1);
    tokens.replace(
        count,
        TokenWindow.like(type, CAST, "CAST"),
        TokenWindow.like(text, LPAREN, "("),
        text,
        TokenWindow.like(text, AS, "AS"),
        TokenWindow.like(type, IDENTIFIER, "timestamptz"),
        TokenWindow.like(text, RPAREN, ")"));
  }
}
