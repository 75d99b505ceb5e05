package dev.mutirao.planner.parser;

import java.util.List;

/// An option of a statement that writes, with no values where none were written.
///
/// @param name as it was written, and where
public record WriteOption(Word name, List<String> values) {
  public WriteOption {
    values = List.copyOf(values);
  }
}
