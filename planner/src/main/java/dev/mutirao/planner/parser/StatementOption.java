package dev.mutirao.planner.parser;

import java.util.List;

/// An option of a statement, with no values where none were written.
///
/// @param name as it was written, and where
public record StatementOption(Word name, List<String> values) {
  public StatementOption {
    values = List.copyOf(values);
  }
}
