package dev.mutirao.connectors.file;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;

/// Names that a file gives its columns, made fit for SQL, where case makes no difference.
public final class ColumnNames {
  private ColumnNames() {}

  /// Gives each name that is empty, or that differs from an earlier one at most in case, the first
  /// of `_1`, `_2`, ... that makes it new.
  public static List<String> distinct(List<String> names) {
    var all = new HashSet<String>();
    names.forEach(name -> all.add(name.toLowerCase(Locale.ROOT)));
    var taken = new HashSet<String>();
    var distinct = new ArrayList<String>();
    for (var name : names) {
      var candidate = name;
      for (int i = 1;
          candidate.isEmpty() || taken.contains(candidate.toLowerCase(Locale.ROOT));
          i++) {
        var next = name + "_" + i;
        candidate = all.contains(next.toLowerCase(Locale.ROOT)) ? candidate : next;
      }
      taken.add(candidate.toLowerCase(Locale.ROOT));
      distinct.add(candidate);
    }
    return distinct;
  }
}
