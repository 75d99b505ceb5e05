package dev.mutirao.planner.parser.token;

import dev.mutirao.planner.parser.generated.MutiraoParserConstants;
import dev.mutirao.planner.parser.generated.Token;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The tokens from where the parser stands, read as far as somebody looks.
final class TokenWindow {
  private final Supplier<Token> text;
  private final List<Token> tokens = new ArrayList<>();
  private @Nullable Token previous;
  private @Nullable Token beforePrevious;

  /// @param text the next token of the text; after its end always the one that says so
  TokenWindow(Supplier<Token> text) {
    this.text = text;
  }

  /// The token at a place, 0 being the next one that the parser sees.
  Token at(int place) {
    while (tokens.size() <= place) {
      tokens.add(text.get());
    }
    return tokens.get(place);
  }

  /// Whether the next tokens are of these kinds, constants of {@link MutiraoParserConstants}.
  boolean begins(int... kinds) {
    for (int i = 0; i < kinds.length; i++) {
      if (at(i).kind != kinds[i]) {
        return false;
      }
    }
    return true;
  }

  /// Whether the token at a place is this word, which is none of the grammar.
  boolean isWord(int place, String word) {
    var token = at(place);
    return token.kind == MutiraoParserConstants.IDENTIFIER && token.image.equalsIgnoreCase(word);
  }

  /// Whether nothing stands between the token at a place and the one after it.
  boolean touchesNext(int place) {
    var token = at(place);
    var behind = at(place + 1);
    return behind.kind != MutiraoParserConstants.EOF
        && behind.beginLine == token.endLine
        && behind.beginColumn == token.endColumn + 1;
  }

  /// Puts tokens in place of the next `count`.
  void replace(int count, Token... by) {
    at(count - 1);
    var front = tokens.subList(0, count);
    front.clear();
    tokens.addAll(0, List.of(by));
  }

  /// What the parser has seen last; null at the beginning.
  @Nullable Token previous() {
    return previous;
  }

  boolean isAfter(int kind) {
    return previous != null && previous.kind == kind;
  }

  /// Whether the parser has seen a token of one of some kinds last, and then one of another.
  boolean isAfter(Set<Integer> kinds, int kind) {
    return isAfter(kind) && beforePrevious != null && kinds.contains(beforePrevious.kind);
  }

  /// Hands the next token over.
  Token take() {
    beforePrevious = previous;
    previous = at(0);
    return tokens.removeFirst();
  }

  /// A token at another's place.
  static Token like(Token other, int kind, String image) {
    var token = Token.newToken(kind);
    token.kind = kind;
    token.image = image;
    token.beginLine = other.beginLine;
    token.beginColumn = other.beginColumn;
    token.endLine = other.endLine;
    token.endColumn = other.endColumn;
    return token;
  }
}
