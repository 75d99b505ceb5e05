package dev.mutirao.planner.parser.token;

import dev.mutirao.connectors.error.ErrorCode;
import dev.mutirao.connectors.error.QueryErrors;
import dev.mutirao.planner.parser.generated.MutiraoParserConstants;
import java.util.Set;
import java.util.regex.Pattern;

/// `1_000`: the parser sees `1000`. Other letters behind a number are an error, not its alias.
final class WrittenNumbers implements TokenForm {
  private static final Set<Integer> NUMBERS =
      Set.of(
          MutiraoParserConstants.UNSIGNED_INTEGER_LITERAL,
          MutiraoParserConstants.DECIMAL_NUMERIC_LITERAL,
          MutiraoParserConstants.APPROX_NUMERIC_LITERAL);

  private static final Pattern GROUPED = Pattern.compile("\\d+(_\\d+)+");

  @Override
  public void rewrite(TokenWindow tokens) {
    var number = tokens.at(0);
    if (!NUMBERS.contains(number.kind)
        || !tokens.touchesNext(0)
        || !Character.isJavaIdentifierStart(tokens.at(1).image.charAt(0))) {
      return;
    }
    var behind = tokens.at(1);
    var image = number.image + behind.image;
    if (number.kind != MutiraoParserConstants.UNSIGNED_INTEGER_LITERAL
        || !GROUPED.matcher(image).matches()) {
      throw QueryErrors.at(
          ErrorCode.SYNTAX_ERROR,
          "syntax error; expected a blank or an operator behind the number; got '" + image + "'",
          number.beginLine,
          number.beginColumn);
    }
    var whole = TokenWindow.like(number, number.kind, image.replace("_", ""));
    whole.endColumn = behind.endColumn;
    tokens.replace(2, whole);
  }
}
