package dev.mutirao.planner.parser;

import dev.mutirao.connectors.error.ErrorCode;
import dev.mutirao.connectors.error.QueryErrors;
import dev.mutirao.planner.parser.generated.MutiraoParser;
import dev.mutirao.planner.parser.generated.MutiraoParserConstants;
import dev.mutirao.planner.parser.generated.MutiraoParserTokenManager;
import dev.mutirao.planner.parser.generated.SimpleCharStream;
import dev.mutirao.planner.parser.generated.Token;
import java.io.Reader;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.calcite.sql.parser.SqlAbstractParserImpl;
import org.jspecify.annotations.Nullable;

/// Lets some forms through Calcite's grammar.
///
/// - PostgreSQL's `INTERVAL '1 day'`, since the grammar wants a unit behind the text: the parser
///   sees `INTERVAL ('1 day') SECOND`, which {@code IntervalTexts} understands.
/// - `timestamptz '...'`, `TIMESTAMP WITH TIME ZONE '...'`: the parser sees a cast.
/// - DuckDB's `date_diff('day', a, b)`, whose name the grammar keeps for another order of
///   arguments: the parser sees a name like any other.
/// - Columns that are called `date` or `rows`: {@link ReservedNames}.
/// - PostgreSQL's `x ISNULL` and `x NOTNULL`: the parser sees `x IS NULL` and `x IS NOT NULL`.
/// - `a == b`: the parser sees `a = b`.
/// - `1_000`: the parser sees `1000`. Other letters behind a number are an error, not its alias.
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

  private static final Set<Integer> NUMBERS =
      Set.of(
          MutiraoParserConstants.UNSIGNED_INTEGER_LITERAL,
          MutiraoParserConstants.DECIMAL_NUMERIC_LITERAL,
          MutiraoParserConstants.APPROX_NUMERIC_LITERAL);

  private static final Pattern GROUPED = Pattern.compile("\\d+(_\\d+)+");

  /// What the parser sees next in place of what was read.
  private final Deque<Token> pending = new ArrayDeque<>();

  /// Read to see what it is, and not yet looked at.
  private @Nullable Token ahead;

  private final ReservedNames names = new ReservedNames();
  private @Nullable Token next;
  private @Nullable Token last;

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
    var token = next == null ? read() : next;
    next = names.asksForNext(token) ? read() : null;
    names.see(token, next);
    return token;
  }

  /// The next token of a grammar that has none of the forms but names.
  private Token read() {
    if (!pending.isEmpty()) {
      return pending.removeFirst();
    }
    var token = number(written());
    if (token.kind == MutiraoParserConstants.INTERVAL) {
      interval(token);
    } else if (isInstant(token)) {
      castOrName(token);
    } else if (token.kind == MutiraoParserConstants.TIMESTAMP) {
      zoned(token);
    } else if (token.kind == MutiraoParserConstants.DATE_DIFF) {
      token.kind = MutiraoParserConstants.IDENTIFIER;
    } else if (isTest(token)) {
      testOfNull(token);
    } else if (token.kind == MutiraoParserConstants.EQ) {
      skipSecond(token);
    }
    last = pending.isEmpty() ? token : pending.getLast();
    return token;
  }

  /// The next token of the text.
  private Token written() {
    var token = ahead == null ? super.getNextToken() : ahead;
    ahead = null;
    return token;
  }

  /// A number with all its digits.
  private Token number(Token token) {
    if (!NUMBERS.contains(token.kind)) {
      return token;
    }
    var behind = written();
    boolean touches =
        behind.beginLine == token.endLine
            && behind.beginColumn == token.endColumn + 1
            && behind.kind != MutiraoParserConstants.EOF
            && Character.isJavaIdentifierStart(behind.image.charAt(0));
    if (!touches) {
      ahead = behind;
      return token;
    }
    var image = token.image + behind.image;
    if (token.kind != MutiraoParserConstants.UNSIGNED_INTEGER_LITERAL
        || !GROUPED.matcher(image).matches()) {
      throw QueryErrors.at(
          ErrorCode.SYNTAX_ERROR,
          "syntax error; expected a blank or an operator behind the number; got '" + image + "'",
          token.beginLine,
          token.beginColumn);
    }
    token.image = image.replace("_", "");
    token.endColumn = behind.endColumn;
    return token;
  }

  private boolean isTest(Token token) {
    return token.kind == MutiraoParserConstants.IDENTIFIER
        && (token.image.equalsIgnoreCase("isnull") || token.image.equalsIgnoreCase("notnull"))
        && last != null
        && ReservedNames.mayEndOperand(last);
  }

  private void testOfNull(Token test) {
    if (test.image.equalsIgnoreCase("notnull")) {
      pending.add(like(test, MutiraoParserConstants.NOT, "NOT"));
    }
    pending.add(like(test, MutiraoParserConstants.NULL, "NULL"));
    test.kind = MutiraoParserConstants.IS;
    test.image = "IS";
  }

  /// Leaves out the second sign of `==`.
  private void skipSecond(Token equals) {
    var behind = written();
    boolean touches =
        behind.kind == MutiraoParserConstants.EQ
            && behind.beginLine == equals.endLine
            && behind.beginColumn == equals.endColumn + 1;
    if (!touches) {
      ahead = behind;
    }
  }

  private static boolean isInstant(Token token) {
    return token.kind == MutiraoParserConstants.IDENTIFIER
        && token.image.equalsIgnoreCase("timestamptz");
  }

  /// Another `timestamptz` than that of `timestamptz '...'` is a name.
  private void castOrName(Token name) {
    var text = written();
    if (text.kind == MutiraoParserConstants.QUOTED_STRING) {
      cast(name, text);
    } else {
      ahead = text;
    }
  }

  /// Makes a cast of `TIMESTAMP WITH TIME ZONE '...'`, whose text Calcite wants in a form of its
  /// own.
  private void zoned(Token timestamp) {
    var rest =
        List.of(
            MutiraoParserConstants.WITH,
            MutiraoParserConstants.TIME,
            MutiraoParserConstants.ZONE,
            MutiraoParserConstants.QUOTED_STRING);
    var read = new ArrayList<Token>();
    for (int kind : rest) {
      var token = written();
      if (token.kind != kind) {
        pending.addAll(read);
        ahead = token;
        return;
      }
      read.add(token);
    }
    cast(timestamp, read.getLast());
  }

  /// Makes `CAST(text AS timestamptz)` of a type and a text behind it.
  private void cast(Token type, Token text) {
    pending.addAll(
        List.of(
            like(text, MutiraoParserConstants.LPAREN, "("),
            text,
            like(text, MutiraoParserConstants.AS, "AS"),
            like(type, MutiraoParserConstants.IDENTIFIER, "timestamptz"),
            like(text, MutiraoParserConstants.RPAREN, ")")));
    type.kind = MutiraoParserConstants.CAST;
    type.image = "CAST";
  }

  /// Reads what belongs to an INTERVAL. One that is a type without units, as in `'1
  /// day'::interval`, is a name for the parser.
  private void interval(Token interval) {
    var text = written();
    if (last != null && last.kind == MutiraoParserConstants.INFIX_CAST) {
      ahead = text;
      if (!UNITS.contains(text.kind)) {
        interval.kind = MutiraoParserConstants.IDENTIFIER;
      }
      return;
    }
    if (text.kind == MutiraoParserConstants.MINUS || text.kind == MutiraoParserConstants.PLUS) {
      pending.add(text);
      text = written();
    }
    if (text.kind != MutiraoParserConstants.QUOTED_STRING) {
      ahead = text;
      boolean isType =
          last != null && last.kind == MutiraoParserConstants.AS && !UNITS.contains(text.kind);
      if (isType && pending.isEmpty()) {
        interval.kind = MutiraoParserConstants.IDENTIFIER;
      }
      return;
    }
    var behind = written();
    ahead = behind;
    if (UNITS.contains(behind.kind)) {
      pending.add(text);
      return;
    }
    pending.addAll(
        List.of(
            like(text, MutiraoParserConstants.LPAREN, "("),
            text,
            like(text, MutiraoParserConstants.RPAREN, ")"),
            like(text, MutiraoParserConstants.SECOND, "SECOND")));
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
