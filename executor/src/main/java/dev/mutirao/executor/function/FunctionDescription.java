package dev.mutirao.executor.function;

import dev.mutirao.connectors.function.Volatility;
import java.util.List;

/// What users read about a function.
///
/// @param name lower case, or an operator's sign
/// @param aliases other names
/// @param signatures such as `round(DOUBLE, INTEGER) -> DOUBLE`, one per overload
/// @param example a SQL expression without columns
/// @param exampleResult what it gives, as the `csv` format spells it
public record FunctionDescription(
    String name,
    FunctionFamily family,
    List<String> aliases,
    List<String> signatures,
    String description,
    String example,
    String exampleResult,
    Volatility volatility) {
  public FunctionDescription {
    aliases = List.copyOf(aliases);
    signatures = List.copyOf(signatures);
  }
}
