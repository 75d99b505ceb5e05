package dev.mutirao.planner.parser.token;

import static dev.mutirao.planner.parser.generated.MutiraoParserConstants.AS;
import static dev.mutirao.planner.parser.generated.MutiraoParserConstants.IDENTIFIER;
import static dev.mutirao.planner.parser.generated.MutiraoParserConstants.INFIX_CAST;
import static dev.mutirao.planner.parser.generated.MutiraoParserConstants.INTERVAL;
import static dev.mutirao.planner.parser.generated.MutiraoParserConstants.LPAREN;
import static dev.mutirao.planner.parser.generated.MutiraoParserConstants.MINUS;
import static dev.mutirao.planner.parser.generated.MutiraoParserConstants.PLUS;
import static dev.mutirao.planner.parser.generated.MutiraoParserConstants.QUOTED_STRING;
import static dev.mutirao.planner.parser.generated.MutiraoParserConstants.RPAREN;
import static dev.mutirao.planner.parser.generated.MutiraoParserConstants.SECOND;

import dev.mutirao.planner.parser.generated.MutiraoParserConstants;
import dev.mutirao.planner.parser.generated.Token;
import java.util.Set;

/// PostgreSQL's `INTERVAL '1 day'`, since the grammar wants a unit behind the text: the parser sees
/// `INTERVAL ('1 day') SECOND`, which {@code planner.relational.IntervalTexts} reads. INTERVAL as a
/// type without units, as in `'1 day'::interval`, is a name for it.
final class UnitlessIntervals implements TokenForm {
  private static final Set<Integer> UNITS =
      Set.of(
          MutiraoParserConstants.YEAR,
          MutiraoParserConstants.YEARS,
          MutiraoParserConstants.QUARTER,
          MutiraoParserConstants.QUARTERS,
          MutiraoParserConstants.MONTH,
          MutiraoParserConstants.MONTHS,
          MutiraoParserConstants.WEEK,
          MutiraoParserConstants.WEEKS,
          MutiraoParserConstants.DAY,
          MutiraoParserConstants.DAYS,
          MutiraoParserConstants.HOUR,
          MutiraoParserConstants.HOURS,
          MutiraoParserConstants.MINUTE,
          MutiraoParserConstants.MINUTES,
          MutiraoParserConstants.SECOND,
          MutiraoParserConstants.SECONDS);

  @Override
  public void rewrite(TokenWindow tokens) {
    var interval = tokens.at(0);
    if (interval.kind != INTERVAL) {
      return;
    }
    if (tokens.isAfter(INFIX_CAST)) {
      asType(interval, tokens.at(1));
      return;
    }
    boolean signed = tokens.at(1).kind == MINUS || tokens.at(1).kind == PLUS;
    int place = signed ? 2 : 1;
    var text = tokens.at(place);
    if (text.kind != QUOTED_STRING) {
      if (tokens.isAfter(AS) && !signed) {
        asType(interval, text);
      }
    } else if (!UNITS.contains(tokens.at(place + 1).kind)) {
      var begin = TokenWindow.like(text, LPAREN, "(");
      var end = TokenWindow.like(text, RPAREN, ")");
      var unit = TokenWindow.like(text, SECOND, "SECOND");
      if (signed) {
        tokens.replace(3, interval, tokens.at(1), begin, text, end, unit);
      } else {
        tokens.replace(2, interval, begin, text, end, unit);
      }
    }
  }

  private static void asType(Token interval, Token behind) {
    if (!UNITS.contains(behind.kind)) {
      interval.kind = IDENTIFIER;
    }
  }
}
