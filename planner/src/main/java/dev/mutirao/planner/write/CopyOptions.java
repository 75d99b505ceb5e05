package dev.mutirao.planner.write;

import dev.mutirao.connectors.error.FileErrors;
import dev.mutirao.connectors.error.WriteErrors;
import dev.mutirao.connectors.type.Field;
import dev.mutirao.connectors.type.Schema;
import dev.mutirao.planner.parser.Word;
import dev.mutirao.planner.parser.WriteOption;
import dev.mutirao.planner.relational.Suggestions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;

/// The options of a statement that writes: those that every format has, and the rest for the
/// format.
///
/// @param rest by lower-case name, an empty value where none was written
/// @param places where each option stands
record CopyOptions(
    Optional<String> format,
    boolean overwrite,
    List<String> partitionBy,
    Map<String, String> rest,
    Map<String, Word> places) {
  private static final Set<String> OWN = Set.of("format", "overwrite", "partition_by");

  CopyOptions {
    partitionBy = List.copyOf(partitionBy);
    rest = Map.copyOf(rest);
    places = Map.copyOf(places);
  }

  static CopyOptions of(Map<String, WriteOption> options) {
    var rest = new HashMap<String, String>();
    var places = new HashMap<String, Word>();
    options.forEach((name, option) -> {
      places.put(name, option.name());
      if (!OWN.contains(name)) {
        rest.put(name, option.values().isEmpty() ? "" : single(name, option));
      }
    });
    return new CopyOptions(
        Optional.ofNullable(options.get("format")).map(option -> single("format", option)),
        Optional.ofNullable(options.get("overwrite")).map(CopyOptions::flag).orElse(false),
        Optional.ofNullable(options.get("partition_by")).map(WriteOption::values).orElse(List.of()),
        rest,
        places);
  }

  /// What `work` gives; an error of its points at this option, where it was written.
  <T> T placing(String option, Supplier<T> work) {
    var place = places.get(option);
    return place == null ? work.get() : place.placing(work);
  }

  /// What `work` gives, which looks at the format's options; an error of its points at the only one
  /// there is.
  <T> T placingRest(Supplier<T> work) {
    return rest.size() == 1 ? placing(rest.keySet().iterator().next(), work) : work.get();
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
        var unknown =
            WriteErrors.unknownOption(
                statement,
                name.toUpperCase(Locale.ROOT),
                nearest.orElse(""),
                String.join(", ", all).toUpperCase(Locale.ROOT));
        throw Objects.requireNonNull(places.get(name), "every option has a place").placed(unknown);
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

  private static String single(String name, WriteOption option) {
    var values = option.values();
    if (values.size() != 1) {
      throw option
          .name()
          .placed(FileErrors.badOption(name, "one value", String.join(", ", values)));
    }
    return values.getFirst();
  }

  private static boolean flag(WriteOption option) {
    var value = option.values().isEmpty() ? "true" : single("overwrite", option);
    return switch (value.toLowerCase(Locale.ROOT)) {
      case "true", "on", "yes", "1" -> true;
      case "false", "off", "no", "0" -> false;
      default ->
          throw option.name().placed(FileErrors.badOption("overwrite", "true or false", value));
    };
  }
}
