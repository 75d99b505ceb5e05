package dev.mutirao.planner.parser;

import dev.mutirao.planner.parser.generated.MutiraoParser;
import dev.mutirao.planner.parser.generated.MutiraoParserConstants;
import dev.mutirao.planner.parser.generated.MutiraoParserTokenManager;
import dev.mutirao.planner.parser.generated.SimpleCharStream;
import dev.mutirao.planner.parser.generated.Token;
import java.io.Reader;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import org.apache.calcite.sql.parser.SqlAbstractParserImpl;

/// Lets two forms through Calcite's grammar.
///
/// - PostgreSQL's `INTERVAL '1 day'`, since the grammar wants a unit behind the text: the parser
///   sees `INTERVAL ('1 day') SECOND`, which {@code IntervalTexts} understands.
/// - DuckDB's `date_diff('day', a, b)`, whose name the grammar keeps for another order of
///   arguments: the parser sees a name like any other.
final class PostgresTokens extends MutiraoParserTokenManager {
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

  private final Deque<Token> pending = new ArrayDeque<>();

  private PostgresTokens(SimpleCharStream characters) {
    super(characters);
  }

  /// A parser that reads through such tokens.
  static SqlAbstractParserImpl parser(Reader sql) {
    var parser = new MutiraoParser(sql);
    parser.ReInit(new PostgresTokens(new Characters(sql)));
    return parser;
  }

  @Override
  public Token getNextToken() {
    if (!pending.isEmpty()) {
      return pending.removeFirst();
    }
    var token = super.getNextToken();
    if (token.kind == MutiraoParserConstants.INTERVAL) {
      lookAhead();
    } else if (token.kind == MutiraoParserConstants.DATE_DIFF) {
      token.kind = MutiraoParserConstants.IDENTIFIER;
    }
    return token;
  }

  private void lookAhead() {
    var next = super.getNextToken();
    if (next.kind == MutiraoParserConstants.MINUS || next.kind == MutiraoParserConstants.PLUS) {
      pending.add(next);
      next = super.getNextToken();
    }
    if (next.kind != MutiraoParserConstants.QUOTED_STRING) {
      pending.add(next);
      return;
    }
    var behind = super.getNextToken();
    if (UNITS.contains(behind.kind)) {
      pending.addAll(List.of(next, behind));
      return;
    }
    pending.addAll(
        List.of(
            like(next, MutiraoParserConstants.LPAREN, "("),
            next,
            like(next, MutiraoParserConstants.RPAREN, ")"),
            like(next, MutiraoParserConstants.SECOND, "SECOND"),
            behind));
  }

  /// A token at another's place.
  private static Token like(Token other, int kind, String image) {
    var token = Token.newToken(kind);
    token.kind = kind;
    token.image = image;
    token.beginLine = other.beginLine;
    token.beginColumn = other.beginColumn;
    token.endLine = other.endLine;
    token.endColumn = other.endColumn;
    return token;
  }

  /// Counts a tab as one column, as Calcite does.
  private static final class Characters extends SimpleCharStream {
    Characters(Reader sql) {
      super(sql, 1, 1);
      setTabSize(1);
    }
  }
}
