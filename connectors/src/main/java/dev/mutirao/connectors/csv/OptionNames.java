package dev.mutirao.connectors.csv;

import dev.mutirao.connectors.error.FileErrors;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The names of an option that has several.
public record OptionNames(List<String> names) {
  public static final OptionNames DELIMITER = new OptionNames(List.of("delimiter", "delim", "sep"));
  public static final OptionNames NULL = new OptionNames(List.of("null", "nullstr"));

  public OptionNames {
    names = List.copyOf(names);
  }

  /// The name under which the option is given, if it is.
  ///
  /// @throws dev.mutirao.connectors.error.MutiraoException INVALID_OPTION when there are two
  public Optional<String> in(Map<String, String> options) {
    var given = names.stream().filter(options::containsKey).toList();
    if (given.size() > 1) {
      throw FileErrors.sameOption(given.get(0), given.get(1));
    }
    return given.stream().findFirst();
  }
}
