package dev.mutirao.executor.aggregate;

import java.util.List;

/// What a user reads about an aggregate.
///
/// @param name lower-case name
/// @param aliases other names
/// @param signature how it is called, for example `sum(x)`
/// @param description one sentence or two
/// @param example an expression over {@link AggregateManual#TABLE}
/// @param exampleResult what it gives, as the `csv` format spells it
public record AggregateDescription(
    String name,
    List<String> aliases,
    String signature,
    String description,
    String example,
    String exampleResult) {
  public AggregateDescription {
    aliases = List.copyOf(aliases);
  }
}
