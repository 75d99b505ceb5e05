package dev.mutirao.planner.parser;

import dev.mutirao.connectors.error.MutiraoException;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

/// Where the options of a statement stand, so that an error about one of them points at it.
///
/// @param options by lower-case name
/// @param otherwise what errors about anything else point at
public record OptionPlaces(Map<String, Word> options, Word otherwise) {
  public OptionPlaces {
    options = Map.copyOf(options);
  }

  public static OptionPlaces of(Map<String, StatementOption> options, Word otherwise) {
    var names = new HashMap<String, Word>();
    options.forEach((name, option) -> names.put(name, option.name()));
    return new OptionPlaces(names, otherwise);
  }

  /// Those of something without options.
  public static OptionPlaces none(Word otherwise) {
    return new OptionPlaces(Map.of(), otherwise);
  }

  /// What `work` gives; an error of its that points nowhere points at its option.
  public <T> T placing(Supplier<T> work) {
    try {
      return work.get();
    } catch (MutiraoException e) {
      throw options.getOrDefault(e.option(), otherwise).placed(e);
    }
  }
}
