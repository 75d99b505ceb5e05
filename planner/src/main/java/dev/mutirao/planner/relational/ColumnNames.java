package dev.mutirao.planner.relational;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// Makes the names of columns unique without regard to case.
final class ColumnNames {
  private ColumnNames() {}

  /// The names with `_1`, `_2` ... behind those that were there before; the first keeps its name.
  static List<String> unique(List<String> names) {
    var written = new HashSet<String>();
    names.forEach(name -> written.add(key(name)));
    var used = new HashSet<String>();
    var unique = new ArrayList<String>();
    for (var name : names) {
      unique.add(used.add(key(name)) ? name : numbered(name, used, written));
    }
    return unique;
  }

  private static String numbered(String name, Set<String> used, Set<String> written) {
    for (var number = 1; ; number++) {
      var candidate = name + "_" + number;
      if (!written.contains(key(candidate)) && used.add(key(candidate))) {
        return candidate;
      }
    }
  }

  private static String key(String name) {
    return name.toLowerCase(Locale.ROOT);
  }
}
