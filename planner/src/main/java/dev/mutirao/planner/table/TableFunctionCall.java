package dev.mutirao.planner.table;

import java.util.Map;

/// A call such as `read_csv('p', delimiter => ';')` in a FROM clause. `location` is empty for
/// functions without one.
record TableFunctionCall(String connector, String location, Map<String, String> options) {
  TableFunctionCall {
    options = Map.copyOf(options);
  }
}
