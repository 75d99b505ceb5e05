package dev.mutirao.connectors.parquet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mutirao.connectors.batch.Batch;
import dev.mutirao.connectors.error.ErrorCode;
import dev.mutirao.connectors.error.MutiraoException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.parquet.format.CompressionCodec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Whatever is wrong with a file is said in one line that names it, and no memory is left. ({@link
/// ParquetTable} checks the memory.)
class BadFilesTest {
  @TempDir Path folder;

  private static MutiraoException failure(Path file) {
    return failure(ParquetTable.of(file));
  }

  private static MutiraoException failure(ParquetTable table) {
    var failure = assertThrows(MutiraoException.class, table::rows);
    assertTrue(failure.getMessage().lines().count() == 1, failure.getMessage());
    return failure;
  }

  private static void assertFails(Path file, String... parts) {
    var failure = failure(file);
    assertEquals(ErrorCode.MALFORMED_FILE, failure.code(), failure.getMessage());
    assertTrue(failure.getMessage().contains(file.toString()), failure.getMessage());
    for (var part : parts) {
      assertTrue(failure.getMessage().contains(part), failure.getMessage());
    }
  }

  private static Path resource(String name) {
    return Path.of(ParquetTable.resource(name).location());
  }

  @Test
  void aTextFileNamedParquetIsNoParquetFile() throws IOException {
    var file = Files.writeString(folder.resolve("text.parquet"), "a,b\n1,2\n".repeat(100));
    assertFails(file, "not a Parquet file", "PAR1", "read_csv");
  }

  @Test
  void anEmptyFileIsNoParquetFile() throws IOException {
    assertFails(
        Files.createFile(folder.resolve("empty.parquet")), "not a Parquet file: it is empty");
    assertFails(
        Files.write(folder.resolve("short.parquet"), new byte[] {'P', 'A', 'R', '1'}),
        "it has 4 bytes");
  }

  @Test
  void aMissingFileIsNotFound() {
    assertEquals(ErrorCode.FILE_NOT_FOUND, failure(folder.resolve("missing.parquet")).code());
  }

  @Test
  void anUnknownOptionIsRefused() {
    var table =
        new ParquetTable(resource("nested.parquet").toString(), 10, Map.of("delimiter", ";"));
    assertEquals(ErrorCode.INVALID_OPTION, failure(table).code());
  }

  @Test
  void aTruncatedFileFailsWhereverItIsCut() throws IOException {
    var bytes = Files.readAllBytes(resource("types.parquet"));
    for (int length = 0; length < bytes.length; length += 97) {
      assertFails(
          Files.write(folder.resolve("cut.parquet"), Arrays.copyOf(bytes, length)), "Parquet file");
    }
  }

  @Test
  void aFooterThatClaimsToBeHugeIsRefused() throws IOException {
    var bytes = Files.readAllBytes(resource("types.parquet"));
    Arrays.fill(bytes, bytes.length - 8, bytes.length - 4, (byte) 0xFF);
    assertFails(
        Files.write(folder.resolve("huge.parquet"), bytes), "its footer claims 4294967295 bytes");
  }

  @Test
  void anEncryptedFileIsNotSupported() throws IOException {
    var bytes = Files.readAllBytes(resource("types.parquet"));
    bytes[bytes.length - 1] = 'E';
    var failure = failure(Files.write(folder.resolve("encrypted.parquet"), bytes));
    assertEquals(ErrorCode.NOT_SUPPORTED, failure.code());
  }

  @Test
  void compressionOfHadoopIsNotSupported() {
    var file =
        HandMadeFile.editFooter(
            resource("codec_lz4_v1.parquet"),
            folder.resolve("lz4.parquet"),
            footer ->
                footer
                    .getRow_groups()
                    .getFirst()
                    .getColumns()
                    .getFirst()
                    .getMeta_data()
                    .setCodec(CompressionCodec.LZ4));
    var failure = failure(file);
    assertEquals(ErrorCode.NOT_SUPPORTED, failure.code());
    assertTrue(
        failure.getMessage().contains("compression LZ4 (column i of " + file),
        failure.getMessage());
  }

  @Test
  void aWrongChecksumIsFound() throws IOException {
    var bytes = Files.readAllBytes(resource("codec_none_v1.parquet"));
    bytes[200] ^= 1;
    assertFails(
        Files.write(folder.resolve("flipped.parquet"), bytes),
        "column i of row group 0",
        "checksum");
  }

  @Test
  void fewerRowsThanTheFooterSaysAreFound() {
    var file =
        HandMadeFile.editFooter(
            resource("codec_zstd_v2.parquet"),
            folder.resolve("more.parquet"),
            footer -> footer.getRow_groups().getFirst().setNum_rows(301));
    assertFails(file, "column i of row group 0", "1 rows too early");
    HandMadeFile.editFooter(
        resource("codec_zstd_v2.parquet"),
        folder.resolve("fewer.parquet"),
        footer -> footer.getRow_groups().getFirst().setNum_rows(299));
    assertFails(folder.resolve("fewer.parquet"), "a page of 300 rows where 299 are left");
  }

  @Test
  void aChunkOutsideTheFileIsFound() {
    var file =
        HandMadeFile.editFooter(
            resource("codec_zstd_v2.parquet"),
            folder.resolve("outside.parquet"),
            footer ->
                footer
                    .getRow_groups()
                    .getFirst()
                    .getColumns()
                    .getFirst()
                    .getMeta_data()
                    .setTotal_compressed_size(Long.MAX_VALUE - 10));
    assertFails(file, "a column chunk at byte");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "encodings_v1.parquet",
        "encodings_v2.parquet",
        "codec_snappy_v1.parquet",
        "codec_gzip_v2.parquet",
        "codec_lz4_v1.parquet",
        "codec_brotli_v2.parquet",
        "dictionary_given_up.parquet",
        "page_index_v2.parquet",
        "types.parquet",
        "nested.parquet"
      })
  void randomDamageGivesRowsOrAnErrorThatNamesTheFile(String name) throws IOException {
    var original = Files.readAllBytes(resource(name));
    var random = new Random(42);
    int failures = 0;
    for (int i = 0; i < 60; i++) {
      var bytes = original.clone();
      for (int flips = 1 + random.nextInt(4); flips > 0; flips--) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
      }
      var file = Files.write(folder.resolve("damaged.parquet"), bytes);
      try {
        ParquetTable.of(file).rows();
      } catch (MutiraoException e) {
        failures++;
        assertTrue(
            e.getMessage().contains(file.toString()) && e.getMessage().lines().count() == 1,
            e.getMessage());
      }
    }
    assertTrue(failures > 0, "no damage was found at all");
  }

  @Test
  void aFileThatVanishesBeforeItIsOpenedIsMissing() throws IOException {
    var file = Files.copy(resource("types.parquet"), folder.resolve("gone.parquet"));
    try (var scan = OpenScan.of(file)) {
      Files.delete(file);
      assertEquals(
          ErrorCode.FILE_NOT_FOUND, assertThrows(MutiraoException.class, scan::open).code());
    }
  }

  @Test
  void aFileThatShrinksDuringTheScanHasChanged() throws IOException {
    var file = Files.copy(resource("page_index_v1.parquet"), folder.resolve("shrinks.parquet"));
    try (var scan = OpenScan.of(file)) {
      scan.open();
      try (var channel =
          java.nio.channels.FileChannel.open(file, java.nio.file.StandardOpenOption.WRITE)) {
        channel.truncate(100);
      }
      var failure = assertThrows(MutiraoException.class, scan::drain);
      assertEquals(ErrorCode.FILE_CHANGED, failure.code());
      assertTrue(failure.getMessage().contains(file.toString()), failure.getMessage());
    }
  }

  @Test
  void aFileThatIsReplacedDuringTheScanHasChanged() throws IOException {
    var file = Files.copy(resource("page_index_v1.parquet"), folder.resolve("replaced.parquet"));
    try (var scan = OpenScan.of(file)) {
      scan.open();
      Files.copy(resource("page_index_v2.parquet"), folder.resolve("other"));
      Files.move(folder.resolve("other"), file, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
      assertEquals(
          ErrorCode.FILE_CHANGED, assertThrows(MutiraoException.class, scan::drain).code());
    }
  }

  @Test
  void aReaderClosedEarlyLeavesNothing() {
    for (var name : List.of("dictionary_given_up.parquet", "encodings_v2_nulls.parquet")) {
      try (var scan = OpenScan.of(resource(name))) {
        scan.open();
        try (Batch batch = scan.next()) {
          assertTrue(batch.rows() > 0);
        }
      }
    }
  }
}
