package dev.mutirao.connectors.csv;

import dev.mutirao.connectors.error.MutiraoException;
import dev.mutirao.connectors.source.ConnectorTester;
import dev.mutirao.connectors.source.TableDescription;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Assertions;

/// A CSV file of a test and what reading it gives.
final class CsvFile {
  private final Path path;
  private final ConnectorTester tester = new ConnectorTester(new CsvConnector());

  CsvFile(Path folder, String content) {
    this(folder.resolve("f.csv"), content.getBytes(StandardCharsets.UTF_8));
  }

  CsvFile(Path path, byte[] content) {
    this.path = path;
    try {
      Files.write(path, content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Path path() {
    return path;
  }

  TableDescription describe(String... options) {
    return tester.describe(path.toString(), options(options));
  }

  /// Names and types of the columns: `a BIGINT, b VARCHAR`.
  String schema(String... options) {
    return describe(options).handle().schema().fields().stream()
        .map(field -> field.name() + " " + field.type().sql())
        .collect(Collectors.joining(", "));
  }

  List<List<Object>> rows(String... options) {
    return rows(8192, options);
  }

  List<List<Object>> rows(int batchRows, String... options) {
    var handle = describe(options).handle();
    return tester.rows(handle, ConnectorTester.all(handle.schema()), batchRows);
  }

  /// The message of the error that describing or reading gives, without the file's name.
  String error(String... options) {
    var error = Assertions.assertThrows(MutiraoException.class, () -> rows(options));
    Assertions.assertFalse(error.getMessage().contains("\n"), "one line: " + error.getMessage());
    Assertions.assertTrue(
        error.getMessage().contains(path.toString()), "names the file: " + error.getMessage());
    return error.getMessage().replace(path.toString(), "f.csv");
  }

  static Map<String, String> options(String... options) {
    var map = new HashMap<String, String>();
    for (var option : options) {
      int equals = option.indexOf('=');
      map.put(option.substring(0, equals), option.substring(equals + 1));
    }
    return map;
  }
}
