package dev.mutirao.planner.parser;

import dev.mutirao.planner.parser.generated.MutiraoParserConstants;
import dev.mutirao.planner.parser.generated.MutiraoParserTokenManager;
import dev.mutirao.planner.parser.generated.Token;
import dev.mutirao.planner.validate.RegistryAggregate;
import org.apache.calcite.runtime.CalciteContextException;
import org.apache.calcite.sql.parser.SqlParserPos;

/// Tells the parser where a call of an aggregate has an order inside.
public final class OrderedCalls {
  private OrderedCalls() {}

  /// Whether such a call begins with this token: the name of an aggregate, and ORDER between its
  /// parentheses but in no others. Any call of FIRST and LAST does, which Calcite takes for parts
  /// of MATCH_RECOGNIZE.
  public static boolean begins(Token first, MutiraoParserTokenManager tokens) {
    if (first.kind == MutiraoParserConstants.FIRST || first.kind == MutiraoParserConstants.LAST) {
      return next(first, tokens).kind == MutiraoParserConstants.LPAREN;
    }
    if (RegistryAggregate.named(first.image).isEmpty()) {
      return false;
    }
    var token = next(first, tokens);
    for (int depth = 0; token.kind != MutiraoParserConstants.EOF; token = next(token, tokens)) {
      switch (token.kind) {
        case MutiraoParserConstants.LPAREN -> depth++;
        case MutiraoParserConstants.RPAREN -> depth--;
        case MutiraoParserConstants.ORDER -> {
          if (depth == 1) {
            return true;
          }
        }
        default -> {}
      }
      if (depth == 0) {
        return false;
      }
    }
    return false;
  }

  /// What the parser says where an expression should begin and ORDER stands.
  public static CalciteContextException misplacedOrder(SqlParserPos place) {
    return new CalciteContextException(
        "syntax",
        new IllegalStateException("syntax error; got 'ORDER'"),
        place.getLineNum(),
        place.getColumnNum(),
        place.getEndLineNum(),
        place.getEndColumnNum());
  }

  /// The token after one; the parser reads on when it has not seen it yet.
  private static Token next(Token token, MutiraoParserTokenManager tokens) {
    if (token.next == null) {
      token.next = tokens.getNextToken();
    }
    return token.next;
  }
}
