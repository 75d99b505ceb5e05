package dev.mutirao.planner.parser.token;

/// A form that Calcite's grammar does not have, and what stands for it.
interface TokenForm {
  /// Changes the tokens, if they begin with this form, into some that do not.
  void rewrite(TokenWindow tokens);
}
