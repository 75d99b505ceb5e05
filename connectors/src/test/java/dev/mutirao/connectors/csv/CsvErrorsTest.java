package dev.mutirao.connectors.csv;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mutirao.connectors.error.ErrorCode;
import dev.mutirao.connectors.error.MutiraoException;
import dev.mutirao.connectors.source.ConnectorTester;
import dev.mutirao.connectors.source.ReadContext;
import dev.mutirao.connectors.source.ScanReport;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.memory.RootAllocator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Bad files are said to be bad in one line that names file, line, column and value.
class CsvErrorsTest {
  @TempDir Path folder;

  @Test
  void emptyFileIsAnError() {
    assertEquals(
        "f.csv: the file is empty; expected a line of column names",
        new CsvFile(folder, "").error());
    assertEquals(
        "f.csv: the file holds nothing but blank lines", new CsvFile(folder, "\n\r\n").error());
  }

  @Test
  void headerOnlyHasNoRows() {
    assertEquals(List.of(), new CsvFile(folder, "a,b\n").rows());
    assertEquals(List.of(), new CsvFile(folder, "a,b").rows());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '!',
      quoteCharacter = '`',
      value = {"3!2!1", "3,4,5!2!3", "\"x\\ny\",1,2!2!3"})
  void raggedRowNamesItsLine(String row, int expected, int got) {
    var text = "a,b\n1,\"2\n2\"\n" + row.replace("\\n", "\n") + "\n5,6\n";
    var error = new CsvFile(folder, text).error();
    assertTrue(
        error.startsWith("f.csv, line 4: expected " + expected + " fields, got " + got), error);
  }

  @Test
  void valueFarBehindTheSampleNamesLineColumnAndWayOut() {
    var text = "a,b\n" + "1,2\n".repeat(500) + "7,x\ny\n".substring(0, 4) + "1,2\n".repeat(10);
    var error = new CsvFile(folder, text).error("sample=100");
    assertEquals(
        "f.csv, line 502, column b: expected BIGINT; types => 'b=VARCHAR' reads it as text, sample => 'all' looks at all"
            + " rows for types, ignore_errors => true leaves such rows out; got 'x'",
        error);
  }

  @Test
  void lineNumbersCountLinesWithinQuotesAndAcrossSplits() {
    var text = "a,b\n" + "1,\"x\n\ny\"\n".repeat(1000) + "z,w\n";
    for (var size : List.of("100", "1000", "5000", "100000")) {
      var error = new CsvFile(folder, text).error("sample=10", "split_size=" + size);
      assertTrue(error.startsWith("f.csv, line 3002, column a: expected BIGINT"), error);
    }
  }

  @Test
  void textAfterAClosingQuoteIsAnError() {
    var error = new CsvFile(folder, "a,b\n1,\"x\"y\n2,z\n").error("delimiter=,", "quote=\"");
    assertTrue(error.startsWith("f.csv, line 2: text after a closing quote"), error);
  }

  @Test
  void unclosedQuoteNamesTheLineWhereItOpens() {
    var error = new CsvFile(folder, "a,b\n1,x\n2,\"y\n3,z\n4,w\n").error("delimiter=,", "quote=\"");
    assertTrue(error.startsWith("f.csv, line 3: the quote that opens here is never closed"), error);
  }

  @Test
  void unclosedQuoteFarFromTheEndDoesNotFillMemory() {
    var text = "a,b\n1,\"y\n" + "3,z\n".repeat(100_000);
    var error =
        new CsvFile(folder, text)
            .error("max_record_size=100000", "delimiter=,", "quote=\"", "header=true");
    assertTrue(
        error.startsWith("f.csv, line 2: the record that begins here is longer than 100000 bytes"),
        error);
  }

  @Test
  void invalidUtf8NamesLineAndColumn() {
    var bytes = "a,b\n1,ok\n2,S\u00e3o\n".getBytes(StandardCharsets.ISO_8859_1);
    var error = new CsvFile(folder.resolve("f.csv"), bytes).error();
    assertTrue(
        error.startsWith("f.csv, line 3: invalid UTF-8 in column b; convert the file"), error);
  }

  @Test
  void utf16IsRecognised() {
    var error =
        new CsvFile(folder.resolve("f.csv"), "a,b\n1,2\n".getBytes(StandardCharsets.UTF_16))
            .error();
    assertTrue(error.contains("UTF-16"), error);
  }

  @ParameterizedTest
  @CsvSource({
    "delimiter=ab,delimiter",
    "quote=é,quote",
    "header=maybe,header",
    "types=a,types",
    "types=a=INTERVAL,types",
    "types=z=BIGINT,types",
    "sample=0,sample",
    "encoding=latin1,encoding",
    "compression=lzo,compression",
    "delimiters=x,delimiters"
  })
  void wrongOptionIsNamed(String option, String name) {
    var file = new CsvFile(folder, "a,b\n1,2\n");
    var error = assertThrows(MutiraoException.class, () -> file.describe(option));
    assertEquals(ErrorCode.INVALID_OPTION, error.code());
    assertTrue(error.getMessage().contains("option " + name), error.getMessage());
  }

  @Test
  void badRowsAreLeftOutAndCountedWhereErrorsAreIgnored() {
    var text = "a,b\n1,x\n2\ny,z\n3,\"u\"v\n4,w\n5,6,7\n";
    var ignored = new ArrayList<String>();
    var report =
        new ScanReport() {
          @Override
          public void bytesRead(long bytes) {}

          @Override
          public void rowsIgnored(long rows, String example) {
            for (long i = 0; i < rows; i++) {
              ignored.add(example);
            }
          }

          @Override
          public void rowsPruned(long rows) {}

          @Override
          public void rowsFiltered(long rows) {}
        };
    var file = new CsvFile(folder, text);
    var tester = new ConnectorTester(new CsvConnector(), report);
    var handle = file.describe("ignore_errors=true", "types=a=BIGINT", "delimiter=,").handle();
    assertEquals(
        List.of(List.of("x"), List.of("w")),
        tester.rows(handle, ConnectorTester.columns(List.of(1)), 8192));
    assertEquals(4, ignored.size());
    assertTrue(ignored.getFirst().contains("line 3: expected 2 fields, got 1"), ignored.getFirst());
  }

  @Test
  void fileThatShrinksOrVanishesDuringTheScanIsAnError() throws IOException {
    var file = new CsvFile(folder, "a,b\n" + "1,2\n".repeat(200_000));
    var connector = new CsvConnector();
    var handle = file.describe("split_size=500000").handle();
    var request = ConnectorTester.all(handle.schema());
    var splits = connector.splits(handle, request);
    try (var allocator = new RootAllocator();
        var reader =
            connector.open(
                handle,
                request,
                splits.getFirst(),
                new ReadContext(allocator, 8192, ScanReport.NONE))) {
      reader.next().close();
      Files.writeString(file.path(), "a,b\n1,2\n");
      var error =
          assertThrows(
              MutiraoException.class,
              () -> {
                for (var batch = reader.next(); batch != null; batch = reader.next()) {
                  batch.close();
                }
              });
      assertEquals(ErrorCode.FILE_CHANGED, error.code());
      Files.delete(file.path());
      var second =
          assertThrows(
              MutiraoException.class,
              () ->
                  connector.open(
                      handle,
                      request,
                      splits.get(1),
                      new ReadContext(allocator, 1, ScanReport.NONE)));
      assertEquals(ErrorCode.FILE_NOT_FOUND, second.code());
    }
  }

  @Test
  void everythingIsReleasedWhenAQueryStopsEarlyOrFails() {
    var file = new CsvFile(folder, "a,b\n1,x\n2,y\n3,z\n\nbad,w\n");
    var handle = file.describe("types=a=BIGINT").handle();
    var tester = new ConnectorTester(new CsvConnector());
    for (int batches = 0; batches <= 3; batches++) {
      tester.closeAfter(batches, handle, ConnectorTester.all(handle.schema()));
    }
    assertThrows(
        MutiraoException.class,
        () -> tester.closeAfter(4, handle, ConnectorTester.all(handle.schema())));
  }
}
