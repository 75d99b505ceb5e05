package dev.mutirao.server.cli;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/// Files that are wrong, each in one way, in one folder.
record BadFiles(Path folder) {
  /// More lines than are sampled when types are inferred: the file is larger than 16 MB.
  static final int MANY = 700_000;

  /// The line, from 1, that is not like the others in `far.csv`, between those that are sampled.
  static final int ODD_LINE = 290_125;

  static BadFiles make(Path folder) throws IOException {
    var files = new BadFiles(folder);
    files.write("good.csv", "a,b,c\n1,2,3\n4,5,6\n");
    files.write("empty.csv", "");
    files.write("header.csv", "a,b,c\n");
    files.write("text.parquet", "this is text, and not short: " + "x".repeat(100));
    files.write("ragged.csv", "a,b\n" + "1,2\n".repeat(50) + "3\n" + "1,2\n".repeat(50));
    files.write("twice.sql", "SELECT 1 AS x;\nSELECT 1 / 0;\nSELECT 3 AS z");
    Files.write(
        folder.resolve("latin.csv"), "a,b\n1,caf\u00e9\n".getBytes(StandardCharsets.ISO_8859_1));
    Files.createDirectory(folder.resolve("nothing"));
    files.many("far.csv", ODD_LINE - 2, "x");
    files.many("unclosed.csv", MANY - 1, "\"x");
    var parquet = Files.readAllBytes(Path.of("..", "examples", "dados.parquet"));
    Files.write(folder.resolve("truncated.parquet"), Arrays.copyOf(parquet, parquet.length / 2));
    for (int i = 40; i < parquet.length / 2; i++) {
      parquet[i] ^= 0x5a;
    }
    Files.write(folder.resolve("corrupt.parquet"), parquet);
    return files;
  }

  private void write(String name, String text) throws IOException {
    Files.writeString(folder.resolve(name), text);
  }

  /// Many lines, one of which has another value.
  private void many(String name, int oddLine, String oddValue) throws IOException {
    try (BufferedWriter out = Files.newBufferedWriter(folder.resolve(name))) {
      out.write("id,name,amount\n");
      for (int i = 0; i < MANY; i++) {
        out.write(Integer.toString(i));
        out.write(",somebody's name,");
        out.write(i == oddLine ? oddValue : Integer.toString(i * 3));
        out.write('\n');
      }
    }
  }
}
