package dev.mutirao.planner.parser.token;

import static dev.mutirao.planner.parser.generated.MutiraoParserConstants.ALL;
import static dev.mutirao.planner.parser.generated.MutiraoParserConstants.AS;
import static dev.mutirao.planner.parser.generated.MutiraoParserConstants.COMMA;
import static dev.mutirao.planner.parser.generated.MutiraoParserConstants.DATE_DIFF;
import static dev.mutirao.planner.parser.generated.MutiraoParserConstants.DISTINCT;
import static dev.mutirao.planner.parser.generated.MutiraoParserConstants.DOT;
import static dev.mutirao.planner.parser.generated.MutiraoParserConstants.EOF;
import static dev.mutirao.planner.parser.generated.MutiraoParserConstants.EQ;
import static dev.mutirao.planner.parser.generated.MutiraoParserConstants.EXCLUDE;
import static dev.mutirao.planner.parser.generated.MutiraoParserConstants.FETCH;
import static dev.mutirao.planner.parser.generated.MutiraoParserConstants.FIRST;
import static dev.mutirao.planner.parser.generated.MutiraoParserConstants.IDENTIFIER;
import static dev.mutirao.planner.parser.generated.MutiraoParserConstants.IGNORE;
import static dev.mutirao.planner.parser.generated.MutiraoParserConstants.IS;
import static dev.mutirao.planner.parser.generated.MutiraoParserConstants.LPAREN;
import static dev.mutirao.planner.parser.generated.MutiraoParserConstants.NEXT;
import static dev.mutirao.planner.parser.generated.MutiraoParserConstants.NOT;
import static dev.mutirao.planner.parser.generated.MutiraoParserConstants.NULL;
import static dev.mutirao.planner.parser.generated.MutiraoParserConstants.NULLS;
import static dev.mutirao.planner.parser.generated.MutiraoParserConstants.OVER;
import static dev.mutirao.planner.parser.generated.MutiraoParserConstants.QUOTED_IDENTIFIER;
import static dev.mutirao.planner.parser.generated.MutiraoParserConstants.RESPECT;
import static dev.mutirao.planner.parser.generated.MutiraoParserConstants.ROW;
import static dev.mutirao.planner.parser.generated.MutiraoParserConstants.ROWS;
import static dev.mutirao.planner.parser.generated.MutiraoParserConstants.RPAREN;
import static dev.mutirao.planner.parser.generated.MutiraoParserConstants.SELECT;
import static dev.mutirao.planner.parser.generated.MutiraoParserConstants.STAR;
import static dev.mutirao.planner.parser.generated.MutiraoParserConstants.TABLE;
import static dev.mutirao.planner.parser.generated.MutiraoParserConstants.TRIM;
import static dev.mutirao.planner.parser.generated.MutiraoParserConstants.UNSIGNED_INTEGER_LITERAL;
import static dev.mutirao.planner.parser.generated.MutiraoParserConstants.VALUES;
import static dev.mutirao.planner.parser.generated.MutiraoParserConstants.WITH;
import static java.lang.Character.isLetter;

import java.util.Set;

/// Forms of a few words.
///
/// | written | seen by the parser |
/// | --- | --- |
/// | `date_diff('day', a, b)`, whose name the grammar keeps for another order of arguments | a name |
/// | `x ISNULL`, `x NOTNULL` | `x IS NULL`, `x IS NOT NULL` |
/// | `a == b` | `a = b` |
/// | `FETCH FIRST ROW ONLY` | `FETCH FIRST 1 ROW ONLY` |
/// | `WITH a AS [NOT] MATERIALIZED (...)`, a hint that planning does not need | `WITH a AS (...)` |
/// | `lag(x IGNORE NULLS) OVER` | `lag(x) IGNORE NULLS OVER` |
/// | `* EXCLUDE a` | `* EXCLUDE (a)` |
/// | `trim(a, b)` | `btrim(a, b)` |
final class OtherSpellings implements TokenForm {
  /// What a `*` that stands for columns comes after, and one between two factors does not.
  private static final Set<Integer> BEFORE_STAR = Set.of(SELECT, COMMA, DOT, DISTINCT, ALL);

  /// What a query begins with.
  private static final Set<Integer> QUERIES = Set.of(SELECT, WITH, VALUES, TABLE, LPAREN);

  @Override
  public void rewrite(TokenWindow tokens) {
    var token = tokens.at(0);
    switch (token.kind) {
      case DATE_DIFF -> token.kind = IDENTIFIER;
      case IDENTIFIER -> testOfNull(tokens);
      case EQ -> {
        if (tokens.at(1).kind == EQ && tokens.touchesNext(0)) {
          tokens.replace(2, token);
        }
      }
      case FETCH -> fetch(tokens);
      case AS -> materialized(tokens);
      case IGNORE, RESPECT -> {
        if (tokens.begins(token.kind, NULLS, RPAREN, OVER)) {
          tokens.replace(3, tokens.at(2), token, tokens.at(1));
        }
      }
      case EXCLUDE -> exclude(tokens);
      case TRIM -> {
        if (tokens.at(1).kind == LPAREN && hasComma(tokens)) {
          token.kind = IDENTIFIER;
          token.image = "btrim";
        }
      }
      default -> {}
    }
  }

  private static void testOfNull(TokenWindow tokens) {
    boolean negative = tokens.isWord(0, "notnull");
    var before = tokens.previous();
    if (!negative && !tokens.isWord(0, "isnull")
        || before == null
        || !ReservedNames.mayEndOperand(before)) {
      return;
    }
    var test = tokens.at(0);
    var is = TokenWindow.like(test, IS, "IS");
    var none = TokenWindow.like(test, NULL, "NULL");
    if (negative) {
      tokens.replace(1, is, TokenWindow.like(test, NOT, "NOT"), none);
    } else {
      tokens.replace(1, is, none);
    }
  }

  private static void exclude(TokenWindow tokens) {
    var name = tokens.at(1);
    boolean isWord = name.kind == QUOTED_IDENTIFIER || isLetter(name.image.charAt(0));
    if (tokens.isAfter(BEFORE_STAR, STAR) && name.kind != EOF && isWord) {
      var begin = TokenWindow.like(name, LPAREN, "(");
      tokens.replace(2, tokens.at(0), begin, name, TokenWindow.like(name, RPAREN, ")"));
    }
  }

  /// Whether the parentheses that begin behind the next token have two parts.
  private static boolean hasComma(TokenWindow tokens) {
    int depth = 1;
    for (int place = 2; depth > 0; place++) {
      switch (tokens.at(place).kind) {
        case LPAREN -> depth++;
        case RPAREN -> depth--;
        case COMMA -> {
          if (depth == 1) {
            return true;
          }
        }
        case EOF -> {
          return false;
        }
        default -> {}
      }
    }
    return false;
  }

  private static void fetch(TokenWindow tokens) {
    var order = tokens.at(1);
    var unit = tokens.at(2);
    if ((order.kind == FIRST || order.kind == NEXT) && (unit.kind == ROW || unit.kind == ROWS)) {
      var one = TokenWindow.like(unit, UNSIGNED_INTEGER_LITERAL, "1");
      tokens.replace(3, tokens.at(0), order, one, unit);
    }
  }

  private static void materialized(TokenWindow tokens) {
    int place = tokens.at(1).kind == NOT ? 2 : 1;
    if (tokens.isWord(place, "materialized")
        && tokens.at(place + 1).kind == LPAREN
        && QUERIES.contains(tokens.at(place + 2).kind)) {
      tokens.replace(place + 1, tokens.at(0));
    }
  }
}
