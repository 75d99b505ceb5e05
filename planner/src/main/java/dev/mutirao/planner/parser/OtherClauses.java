package dev.mutirao.planner.parser;

import dev.mutirao.connectors.error.ErrorCode;
import dev.mutirao.connectors.error.MutiraoException;
import dev.mutirao.connectors.error.QueryErrors;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// Knows the clauses and expressions of other engines that there are none of here, so that they are
/// refused by their names where the parser stops at them.
final class OtherClauses {
  /// What the parser does not read, and how it begins. It is refused where the parser stopped in
  /// it, or right behind it.
  private record Clause(String name, Pattern pattern) {
    Clause(String name, String pattern) {
      this(name, Pattern.compile(pattern, Pattern.CASE_INSENSITIVE | Pattern.DOTALL));
    }
  }

  private static final List<Clause> CLAUSES =
      List.of(
          new Clause(
              "FOR UPDATE", "\\bFOR\\s+(?:(?:NO\\s+KEY\\s+)?UPDATE|(?:KEY\\s+)?SHARE)\\b\\s*"),
          new Clause("ON CONFLICT", "\\bON\\s+CONFLICT\\b\\s*"),
          new Clause("ON DUPLICATE KEY", "\\bON\\s+DUPLICATE\\s+KEY\\b\\s*"),
          new Clause("RETURNING", "\\bRETURNING\\b\\s*"),
          new Clause("ASOF JOIN", "\\bASOF\\s+(?:(?:LEFT|INNER)\\s+)?JOIN\\b.*"),
          new Clause("SEMI JOIN", "\\b(?:LEFT\\s+)?SEMI\\s+JOIN\\b.*"),
          new Clause("ANTI JOIN", "\\b(?:LEFT\\s+)?ANTI\\s+JOIN\\b.*"),
          new Clause("POSITIONAL JOIN", "\\bPOSITIONAL\\s+JOIN\\b.*"),
          new Clause("UNNEST", "\\bUNNEST\\s*\\(.*"),
          new Clause("COLLATE", "\\bCOLLATE\\b\\s*"),
          new Clause("GROUP BY ALL", "\\bGROUP\\s+BY\\s+ALL\\b\\s*"),
          new Clause("ORDER BY ALL", "\\bORDER\\s+BY\\s+ALL\\b\\s*"),
          new Clause("PIVOT", "\\bPIVOT\\s*\\(.*"),
          new Clause("UNPIVOT", "\\bUNPIVOT\\s*\\(.*"),
          new Clause("MATCH_RECOGNIZE", "\\bMATCH_RECOGNIZE\\s*\\(.*"),
          new Clause(
              "a statement that changes rows inside another one",
              "(?<=[\\w()]\\s{0,20})\\b(?:INSERT\\s+INTO|UPDATE|DELETE\\s+FROM|MERGE\\s+INTO)\\b"),
          new Clause("a lambda", "\\bLAMBDA\\s+\\w+\\s*:"),
          new Clause("the operator ->", "->>?"),
          new Clause("a list in brackets", "\\[[^\\[\\]]*"),
          new Clause("a struct in braces", "\\{[^{}]*"));

  private OtherClauses() {}

  /// The refusal of what the parser stopped at, when its name is known.
  ///
  /// @param stopped index of what the parser did not expect; the text's length for its end
  static Optional<MutiraoException> at(String sql, int stopped) {
    var code = StatementSplitter.code(sql);
    for (var clause : CLAUSES) {
      var found = clause.pattern().matcher(code);
      while (found.find()) {
        if (found.start() <= stopped && stopped <= found.end()) {
          var place = StatementSplitter.word(sql, found.start());
          return Optional.of(
              QueryErrors.at(
                  ErrorCode.NOT_SUPPORTED,
                  clause.name() + " is not supported",
                  place.line(),
                  place.column()));
        }
      }
    }
    return Optional.empty();
  }
}
