package dev.mutirao.planner.write;

import dev.mutirao.connectors.error.FileErrors;
import dev.mutirao.connectors.error.WriteErrors;
import dev.mutirao.connectors.type.Field;
import dev.mutirao.connectors.type.Schema;
import dev.mutirao.planner.relational.Suggestions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// The options of a statement that writes: those that every format has, and the rest for the
/// format.
///
/// @param rest by lower-case name, an empty value where none was written
record CopyOptions(
    Optional<String> format,
    boolean overwrite,
    List<String> partitionBy,
    Map<String, String> rest) {
  private static final Set<String> OWN = Set.of("format", "overwrite", "partition_by");

  CopyOptions {
    partitionBy = List.copyOf(partitionBy);
    rest = Map.copyOf(rest);
  }

  static CopyOptions of(Map<String, List<String>> options) {
    var rest = new HashMap<String, String>();
    options.forEach((name, values) -> {
      if (!OWN.contains(name)) {
        rest.put(name, values.isEmpty() ? "" : single(name, values));
      }
    });
    return new CopyOptions(
        Optional.ofNullable(options.get("format")).map(values -> single("format", values)),
        options.containsKey("overwrite") && flag(options.get("overwrite")),
        options.getOrDefault("partition_by", List.of()),
        rest);
  }

  /// Checks the names of the format's options.
  ///
  /// @param statement what the options belong to, such as `COPY`
  void check(String statement, Set<String> known) {
    var all = new TreeSet<>(known);
    all.addAll(OWN);
    for (var name : rest.keySet()) {
      if (!known.contains(name)) {
        var nearest = Suggestions.nearest(name, all).map(found -> found.toUpperCase(Locale.ROOT));
        throw WriteErrors.unknownOption(
            statement,
            name.toUpperCase(Locale.ROOT),
            nearest.orElse(""),
            String.join(", ", all).toUpperCase(Locale.ROOT));
      }
    }
  }

  /// The partition columns' places among `rows`.
  List<Integer> partitionColumns(Schema rows) {
    var names = rows.fields().stream().map(Field::name).toList();
    var places = new ArrayList<Integer>();
    for (var wanted : partitionBy) {
      int place = 0;
      while (place < names.size() && !names.get(place).equalsIgnoreCase(wanted)) {
        place++;
      }
      if (place == names.size()) {
        throw WriteErrors.unknownPartitionColumn(wanted, String.join(", ", names));
      }
      if (places.contains(place)) {
        throw WriteErrors.repeatedColumn(wanted);
      }
      places.add(place);
    }
    if (places.size() == rows.size()) {
      throw rows.size() == 0 ? WriteErrors.noColumns() : WriteErrors.onlyPartitionColumns();
    }
    return places;
  }

  private static String single(String name, List<String> values) {
    if (values.size() != 1) {
      throw FileErrors.badOption(name, "one value", String.join(", ", values));
    }
    return values.getFirst();
  }

  private static boolean flag(List<String> values) {
    var value = values.isEmpty() ? "true" : single("overwrite", values);
    return switch (value.toLowerCase(Locale.ROOT)) {
      case "true", "on", "yes", "1" -> true;
      case "false", "off", "no", "0" -> false;
      default -> throw FileErrors.badOption("overwrite", "true or false", value);
    };
  }
}
