package dev.mutirao.connectors.function;

/// When a function may be evaluated once instead of again.
public enum Volatility {
  /// Equal arguments always give equal results: calls with constant arguments are folded.
  IMMUTABLE,
  /// Equal results within one query.
  STABLE,
  /// Each call counts.
  VOLATILE
}
