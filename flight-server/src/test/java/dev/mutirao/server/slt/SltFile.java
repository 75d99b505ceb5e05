package dev.mutirao.server.slt;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// A file of SQL steps. Steps are separated by blank lines, `#` begins a comment line:
///
/// ```
/// statement ok
/// CREATE VIEW v AS SELECT 1 AS a
///
/// statement error part of the message
/// SELECT b FROM v
///
/// query rowsort
/// SELECT a, 'x' FROM v
/// ----
/// 1|x
/// ```
///
/// Cells are separated by `|` and spelled as `--format csv` spells them; NULL is `NULL`, the empty
/// text `(empty)`. `rowsort` compares without regard to order. `{data}` stands for the folder of
/// test data, `{temp}` for a folder that is empty when the file begins, `{functions}` for a jar of
/// functions in Java.
record SltFile(Path path, List<SltRecord> records) {
  static SltFile read(Path path) throws IOException {
    var lines = Files.readAllLines(path);
    var records = new ArrayList<SltRecord>();
    int at = 0;
    while (at < lines.size()) {
      if (lines.get(at).isBlank() || lines.get(at).startsWith("#")) {
        at++;
        continue;
      }
      int end = at;
      while (end < lines.size() && !lines.get(end).isBlank()) {
        end++;
      }
      records.add(parse(path, lines.subList(at, end), at + 1));
      at = end;
    }
    return new SltFile(path, List.copyOf(records));
  }

  private static SltRecord parse(Path path, List<String> block, int line) {
    String head = block.getFirst();
    int rule = block.indexOf("----");
    String sql = String.join("\n", block.subList(1, rule < 0 ? block.size() : rule));
    if (head.equals("statement ok")) {
      return new SltRecord.Statement(line, sql);
    }
    if (head.startsWith("statement error ")) {
      return new SltRecord.Failure(line, sql, head.substring("statement error ".length()));
    }
    if (rule > 0 && (head.equals("query") || head.equals("query rowsort"))) {
      return new SltRecord.Query(
          line, sql, head.endsWith("rowsort"), block.subList(rule + 1, block.size()));
    }
    throw new IllegalArgumentException(path + ", line " + line + ": what is '" + head + "'?");
  }
}
