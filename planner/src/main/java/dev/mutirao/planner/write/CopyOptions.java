package dev.mutirao.planner.write;

import dev.mutirao.connectors.error.FileErrors;
import dev.mutirao.connectors.error.WriteErrors;
import dev.mutirao.connectors.type.Field;
import dev.mutirao.connectors.type.Schema;
import dev.mutirao.planner.parser.OptionPlaces;
import dev.mutirao.planner.parser.StatementOption;
import dev.mutirao.planner.parser.Word;
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
/// @param places where each option stands
record CopyOptions(
    Optional<String> format,
    boolean overwrite,
    List<String> partitionBy,
    Map<String, String> rest,
    OptionPlaces places) {
  private static final Set<String> OWN = Set.of("format", "overwrite", "partition_by");

  CopyOptions {
    partitionBy = List.copyOf(partitionBy);
    rest = Map.copyOf(rest);
  }

  /// @param path of what is written, at which errors point that are about no option
  static CopyOptions of(Map<String, StatementOption> options, Word path) {
    var rest = new HashMap<String, String>();
    options.forEach((name, option) -> {
      if (!OWN.contains(name)) {
        rest.put(name, option.values().isEmpty() ? "" : single(name, option));
      }
    });
    return new CopyOptions(
        Optional.ofNullable(options.get("format")).map(option -> single("format", option)),
        Optional.ofNullable(options.get("overwrite")).map(CopyOptions::flag).orElse(false),
        Optional.ofNullable(options.get("partition_by"))
            .map(StatementOption::values)
            .orElse(List.of()),
        rest,
        OptionPlaces.of(options, path));
  }

  /// Checks the names of the format's options.
  ///
  /// @param statement what the options belong to, such as `COPY`
  void check(String statement, Set<String> known) {
    var all = new TreeSet<String>();
    OWN.forEach(name -> all.add(name.toUpperCase(Locale.ROOT)));
    known.forEach(name -> all.add(name.toUpperCase(Locale.ROOT)));
    for (var name : rest.keySet()) {
      if (!known.contains(name)) {
        throw FileErrors.unknownOption(statement, name.toUpperCase(Locale.ROOT), all);
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
        throw WriteErrors.unknownPartitionColumn(wanted, names);
      }
      if (places.contains(place)) {
        throw WriteErrors.repeatedPartitionColumn(wanted);
      }
      places.add(place);
    }
    if (places.size() == rows.size()) {
      throw rows.size() == 0 ? WriteErrors.noColumns() : WriteErrors.onlyPartitionColumns();
    }
    return places;
  }

  private static String single(String name, StatementOption option) {
    var values = option.values();
    if (values.size() != 1) {
      throw option
          .name()
          .placed(FileErrors.badOption(name, "one value", String.join(", ", values)));
    }
    return values.getFirst();
  }

  private static boolean flag(StatementOption option) {
    var value = option.values().isEmpty() ? "true" : single("overwrite", option);
    return switch (value.toLowerCase(Locale.ROOT)) {
      case "true", "on", "yes", "1" -> true;
      case "false", "off", "no", "0" -> false;
      default ->
          throw option.name().placed(FileErrors.badOption("overwrite", "true or false", value));
    };
  }
}
