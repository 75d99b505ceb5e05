package dev.mutirao.connectors.parquet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mutirao.connectors.error.ErrorCode;
import dev.mutirao.connectors.error.MutiraoException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.apache.parquet.format.CompressionCodec;
import org.apache.parquet.format.ConvertedType;
import org.apache.parquet.format.DataPageHeader;
import org.apache.parquet.format.Encoding;
import org.apache.parquet.format.PageType;
import org.apache.parquet.format.Type;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Pages made by hand: rare ones that are right, and ones that lie about their lengths, levels and
/// indices.
class HostilePagesTest {
  @TempDir Path folder;

  private List<Object> values(HandMadeFile file) {
    return ParquetTable.of(file.write(folder.resolve("x.parquet"))).column("x");
  }

  private void assertFails(HandMadeFile file, String part) {
    var path = file.write(folder.resolve("bad.parquet"));
    var failure = assertThrows(MutiraoException.class, () -> ParquetTable.of(path).rows());
    assertEquals(ErrorCode.MALFORMED_FILE, failure.code(), failure.getMessage());
    var message = failure.getMessage();
    assertTrue(message.startsWith(path + ": corrupt data in column x of row group 0: "), message);
    assertTrue(message.contains(part) && message.lines().count() == 1, message);
  }

  private static HandMadeFile integers(int rows) {
    return new HandMadeFile(Type.INT32, false, rows);
  }

  private static HandMadeFile nullableIntegers(int rows) {
    return new HandMadeFile(Type.INT32, true, rows);
  }

  private static HandMadeFile texts(int rows) {
    return new HandMadeFile(Type.BYTE_ARRAY, false, rows)
        .column(x -> x.setConverted_type(ConvertedType.UTF8));
  }

  @Test
  void plainPagesMadeByHandAreRead() {
    assertEquals(
        List.of(1L, 256L), values(integers(2).dataPage(2, Encoding.PLAIN, 1, 0, 0, 0, 0, 1, 0, 0)));
    assertEquals(
        List.of("a", ""),
        values(texts(2).dataPage(2, Encoding.PLAIN, 1, 0, 0, 0, 'a', 0, 0, 0, 0)));
  }

  @Test
  void bitPackedLevelsOfOldWritersAreRead() {
    // 1 0 1, from the most significant bit on.
    var file =
        nullableIntegers(3)
            .dataPage(3, Encoding.PLAIN, Encoding.BIT_PACKED, 0b1010_0000, 7, 0, 0, 0, 9, 0, 0, 0);
    assertEquals(Arrays.asList(7L, null, 9L), values(file));
  }

  @Test
  void aChunkOfNothingButNullsNeedsNoDictionary() {
    assertEquals(
        Arrays.asList(null, null),
        values(nullableIntegers(2).dataPage(2, Encoding.PLAIN, 2, 0, 0, 0, 4, 0)));
    var texts =
        new HandMadeFile(Type.BYTE_ARRAY, true, 2)
            .dictionaryPage(0)
            .dataPage(2, Encoding.RLE_DICTIONARY, 2, 0, 0, 0, 4, 0);
    assertEquals(Arrays.asList(null, null), values(texts));
  }

  @Test
  void indicesBeyondTheDictionaryAreFound() {
    // Width 8: a repeated index 2, then eight packed indices of which one is 200.
    assertFails(
        integers(2)
            .dictionaryPage(2, 1, 0, 0, 0, 2, 0, 0, 0)
            .dataPage(2, Encoding.RLE_DICTIONARY, 8, 4, 2),
        "index 2 beyond the dictionary of 2 values");
    assertFails(
        integers(8)
            .dictionaryPage(1, 1, 0, 0, 0)
            .dataPage(8, Encoding.RLE_DICTIONARY, 8, 3, 0, 0, 0, 200, 0, 0, 0, 0),
        "beyond the dictionary of 1 values");
    assertFails(
        texts(8)
            .dictionaryPage(1, 1, 0, 0, 0, 'a')
            .dataPage(8, Encoding.RLE_DICTIONARY, 8, 3, 0, 0, 0, 200, 0, 0, 0, 0),
        "index 200 beyond the dictionary of 1 values");
    assertFails(
        texts(1)
            .dictionaryPage(1, 1, 0, 0, 0, 'a')
            .dataPage(1, Encoding.RLE_DICTIONARY, 32, 2, 255, 255, 255, 255),
        "index 4294967295 beyond the dictionary of 1 values");
  }

  @Test
  void aDictionaryThatComesTooLateOrTwiceIsFound() {
    assertFails(integers(1).dataPage(1, Encoding.RLE_DICTIONARY, 0, 2), "before any dictionary");
    assertFails(
        integers(1)
            .dictionaryPage(1, 1, 0, 0, 0)
            .dictionaryPage(1, 1, 0, 0, 0)
            .dataPage(1, Encoding.PLAIN, 1, 0, 0, 0),
        "a second dictionary page");
  }

  @Test
  void aDictionaryThatClaimsToBeHugeIsRefused() {
    assertFails(
        integers(1).dictionaryPage(Integer.MAX_VALUE, 1, 0, 0, 0),
        "a dictionary of 2147483647 values in 4 bytes");
    assertFails(
        texts(1).dictionaryPage(Integer.MAX_VALUE, 1, 0, 0, 0),
        "a dictionary of 2147483647 values in 4 bytes");
  }

  @Test
  void levelsThatDisagreeWithTheRowsAreFound() {
    assertFails(
        nullableIntegers(3).dataPage(3, Encoding.PLAIN, 2, 0, 0, 0, 4, 1, 7, 0, 0, 0, 8, 0, 0, 0),
        "fewer values");
    assertFails(
        nullableIntegers(1).dataPage(1, Encoding.PLAIN, 255, 255, 255, 255, 2, 1),
        "definition levels of 4294967295");
    assertFails(
        nullableIntegers(2).dataPage(2, Encoding.PLAIN, 2, 0, 0, 0, 4, 1, 7, 0, 0, 0),
        "a page of 1 values where 2 are due");
    assertFails(
        nullableIntegers(9).dataPage(9, Encoding.PLAIN, Encoding.BIT_PACKED, 255),
        "definition levels of 2 bytes");
  }

  @Test
  void pagesOfVersion2ThatDisagreeWithThemselvesAreFound() {
    assertFails(
        integers(1).dataPageV2(1, 2, 0, Encoding.PLAIN, 1, 0, 0, 0), "rows and values disagree");
    assertFails(
        nullableIntegers(1).dataPageV2(1, 1, 99, Encoding.PLAIN, 2, 1, 1, 0, 0, 0),
        "levels of 99 bytes");
  }

  @Test
  void pagesThatClaimToBeHugeAreRefusedBeforeMemoryIsTaken() {
    assertFails(
        integers(1).page(h -> lie(h, Integer.MAX_VALUE, 4), 1, 0, 0, 0),
        "a page of 2147483647 bytes where 4 are left");
    for (var codec :
        List.of(
            CompressionCodec.SNAPPY,
            CompressionCodec.ZSTD,
            CompressionCodec.GZIP,
            CompressionCodec.LZ4_RAW)) {
      assertFails(
          integers(1).codec(codec).page(h -> lie(h, 4, Integer.MAX_VALUE), 1, 0, 0, 0),
          "a page of 4 bytes cannot become 2147483647 bytes");
    }
    assertFails(integers(1).page(h -> lie(h, -4, 4), 1, 0, 0, 0), "must not be negative");
  }

  private static void lie(
      org.apache.parquet.format.PageHeader header, int compressed, int uncompressed) {
    header.setType(PageType.DATA_PAGE);
    header.setData_page_header(new DataPageHeader(1, Encoding.PLAIN, Encoding.RLE, Encoding.RLE));
    header.setCompressed_page_size(compressed);
    header.setUncompressed_page_size(uncompressed);
  }

  @Test
  void aHeaderWithAHugeTextOrListIsRefusedBeforeMemoryIsTaken() {
    // Field 1 of type binary, and of type list, each of 2^31 - 1 elements.
    assertFails(
        integers(1).raw(0x18, 0xFF, 0xFF, 0xFF, 0xFF, 0x07, 1, 2),
        "a page header that does not end");
    assertFails(
        integers(1).raw(0x19, 0xFC, 0xFF, 0xFF, 0xFF, 0xFF, 0x07, 1, 2),
        "a page header that does not end");
  }

  @Test
  void textsThatReachBeyondTheirPageAreFound() {
    assertFails(
        texts(1).dataPage(1, Encoding.PLAIN, 255, 255, 255, 127, 'a'),
        "a value of 2147483647 bytes where 1 are left");
    assertFails(
        texts(1).dataPage(1, Encoding.PLAIN, 255, 255, 255, 255, 'a'),
        "a value of 4294967295 bytes");
    assertFails(texts(2).dataPage(2, Encoding.PLAIN, 1, 0, 0, 0, 'a'), "fewer values");
  }

  @Test
  void textsThatAreNotUtf8AreFound() {
    assertFails(texts(1).dataPage(1, Encoding.PLAIN, 2, 0, 0, 0, 'a', 0xE9), "not UTF-8");
    // One character cut in two values.
    assertFails(
        texts(2).dataPage(2, Encoding.PLAIN, 1, 0, 0, 0, 0xC3, 1, 0, 0, 0, 0xA9), "not UTF-8");
    assertFails(
        texts(1).dictionaryPage(1, 1, 0, 0, 0, 0xFF).dataPage(1, Encoding.RLE_DICTIONARY, 0, 2),
        "not UTF-8");
  }

  @Test
  void differencesThatLieAreFound() {
    assertFails(
        integers(5).dataPage(5, Encoding.DELTA_BINARY_PACKED, 0x80, 1, 4, 5, 2), "too early");
    assertFails(
        integers(5).dataPage(5, Encoding.DELTA_BINARY_PACKED, 0x80, 1, 4, 3, 2),
        "3 values left where 5 are due");
    assertFails(
        integers(5).dataPage(5, Encoding.DELTA_BINARY_PACKED, 0, 0, 5, 2),
        "blocks of 0 differences");
    assertFails(
        texts(5).dataPage(5, Encoding.DELTA_LENGTH_BYTE_ARRAY, 0x80, 1, 4, 5, 2, 0, 0, 0, 0, 0),
        "values of");
    // The first of two values shares three bytes with nothing.
    assertFails(
        texts(1).dataPage(1, Encoding.DELTA_BYTE_ARRAY, 0x80, 1, 4, 1, 6, 0x80, 1, 4, 1, 2, 'a'),
        "shares 3 bytes");
  }

  @Test
  void encodingsThatATypeCannotHaveAreFound() {
    assertFails(
        integers(1).dataPage(1, Encoding.DELTA_BYTE_ARRAY, 1, 0, 0, 0),
        "encoding DELTA_BYTE_ARRAY, which INT32 cannot have");
    assertFails(
        texts(1).dataPage(1, Encoding.BYTE_STREAM_SPLIT, 1, 0, 0, 0),
        "which BYTE_ARRAY cannot have");
  }
}
