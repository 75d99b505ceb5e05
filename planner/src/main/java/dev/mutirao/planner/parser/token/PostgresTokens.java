package dev.mutirao.planner.parser.token;

import dev.mutirao.planner.parser.generated.MutiraoParser;
import dev.mutirao.planner.parser.generated.MutiraoParserTokenManager;
import dev.mutirao.planner.parser.generated.SimpleCharStream;
import dev.mutirao.planner.parser.generated.Token;
import java.io.Reader;
import java.util.List;
import org.apache.calcite.sql.parser.SqlAbstractParserImpl;

/// The tokens that the parser sees: those of the text, after every {@link TokenForm} and {@link
/// ReservedNames} have looked at them.
public final class PostgresTokens extends MutiraoParserTokenManager {
  private static final List<TokenForm> FORMS =
      List.of(
          new WrittenNumbers(), new UnitlessIntervals(), new InstantTexts(), new OtherSpellings());

  private final TokenWindow window = new TokenWindow(super::getNextToken);
  private final ReservedNames names = new ReservedNames();

  private PostgresTokens(SimpleCharStream characters) {
    super(characters);
  }

  /// A parser that reads through such tokens.
  public static SqlAbstractParserImpl parser(Reader sql) {
    var parser = new MutiraoParser(sql);
    parser.ReInit(new PostgresTokens(new Characters(sql)));
    return parser;
  }

  @Override
  public Token getNextToken() {
    rewrite();
    var token = window.take();
    if (names.asksForNext(token)) {
      rewrite();
      names.see(token, window.at(0));
    } else {
      names.see(token, null);
    }
    return token;
  }

  private void rewrite() {
    FORMS.forEach(form -> form.rewrite(window));
  }

  /// Counts a tab as one column, as Calcite does.
  private static final class Characters extends SimpleCharStream {
    Characters(Reader sql) {
      super(sql, 1, 1);
      setTabSize(1);
    }
  }
}
