package dev.mutirao.connectors.csv;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.mutirao.connectors.source.ConnectorTester;
import dev.mutirao.connectors.type.Type.Simple;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What a file is like is found out from the file.
class CsvSniffingTest {
  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '!',
      textBlock =
          """
          a,b\\n1,2\\n3,4                          ! a BIGINT, b BIGINT
          a;b\\n1,5;2\\n3,25;4                     ! a VARCHAR, b BIGINT
          a\\tb\\n1\\tx y\\n3\\tz, w               ! a BIGINT, b VARCHAR
          a|b|c\\n1|x|\\n2|y|                      ! a BIGINT, b VARCHAR, c VARCHAR
          a\\n1\\n2                                ! a BIGINT
          a,b\\r\\n1,true\\r\\n2,FALSE\\r\\n       ! a BIGINT, b BOOLEAN
          a,b\\r1,2\\r3,4                          ! a BIGINT, b BIGINT
          'a','b'\\n'1,5','2'\\n'3','4'            ! a VARCHAR, b BIGINT
          "a;b","c"\\n"1;5","2"                    ! a;b VARCHAR, c BIGINT
          a,b,c,d\\n2024-01-31,2024-01-31 10:00,10:00,1e3 ! a DATE, b TIMESTAMP, c VARCHAR, d DOUBLE
          a,b,c\\n2024-01-31,1,1\\n2024-01-31T23:59:59.5,2.5,x ! a TIMESTAMP, b DOUBLE, c VARCHAR
          a,b\\n2024-01-31T10:00:00Z,2024-01-31 10:00-03\\n2024-01-31 10:00:00.5+05:30,2024-01-31 10:00 ! a TIMESTAMP WITH LOCAL TIME ZONE, b VARCHAR
          a,b\\n2024-01-31Z,2024-01-31 -1234 ! a VARCHAR, b VARCHAR
          a,b,c,d\\n007,+55,99999999999999999999,-0 ! a VARCHAR, b VARCHAR, c DOUBLE, d BIGINT
          a,b,c\\nnan,,2024-02-30\\ninf,,2024-01-01 ! a DOUBLE, b VARCHAR, c VARCHAR
          a,b\\n-9223372036854775808,9223372036854775808 ! a BIGINT, b DOUBLE
          a,b\\n 1 , 2.5                           ! a BIGINT, b DOUBLE
          1,2\\n3,4                                ! column0 BIGINT, column1 BIGINT
          x,1\\ny,2                                ! column0 VARCHAR, column1 BIGINT
          nome,cidade\\nAna,Recife                 ! nome VARCHAR, cidade VARCHAR
          a,A,,a,\\n1,2,3,4,5                      ! a BIGINT, A_1 BIGINT, _1 BIGINT, a_2 BIGINT, _2 BIGINT
          \uFEFFa,b\\n1,2                          ! a BIGINT, b BIGINT
          a,b\\n                                   ! a VARCHAR, b VARCHAR
          a,b                                      ! a VARCHAR, b VARCHAR
          \\n\\na,b\\n\\n1,2\\n                    ! a BIGINT, b BIGINT
          """)
  void columnsAreFound(String text, String expected) {
    assertEquals(expected, file(text).schema());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '!',
      textBlock =
          """
          header=false            ! a,b\\n1,2  ! column0 VARCHAR, column1 VARCHAR
          header=true             ! 1,2\\n3,4  ! 1 BIGINT, 2 BIGINT
          delimiter=;             ! a,b\\n1,2  ! a,b VARCHAR
          sep=\\t                 ! a\\tb\\n1\\t2 ! a BIGINT, b BIGINT
          all_varchar=true        ! a,b\\n1,2  ! a VARCHAR, b VARCHAR
          types=B=DOUBLE          ! a,b\\n1,2  ! a BIGINT, b DOUBLE
          types="a"=DECIMAL(5, 2), b=varchar ! a,b\\n1,2 ! a DECIMAL(5, 2), b VARCHAR
          nullstr=NA              ! a,b\\n1,NA\\nNA,2 ! a BIGINT, b BIGINT
          nullstr=NA, "-"         ! a,b\\n1,-\\nNA,2  ! a BIGINT, b BIGINT
          sample=1                ! a,b\\n1,2\\nx,y   ! a BIGINT, b BIGINT
          """)
  void optionsDecide(String option, String text, String expected) {
    assertEquals(expected, file(text).schema(option));
  }

  @Test
  void dialectIsKeptInTheHandle() {
    var options = file("a;'b'\\n1;'2'").describe().handle().options();
    assertEquals(List.of("59", "39"), List.of(options.get("delimiter"), options.get("quote")));
  }

  @Test
  void statisticsOfASmallFileAreExact() {
    var statistics = file("a,b\\n1,2\\n3,4\\n").describe().statistics();
    assertEquals(2, statistics.rows().getAsLong());
    assertEquals(true, statistics.exact());
    assertEquals(12, statistics.bytes().getAsLong());
  }

  @Test
  void quotesAroundNumbersAreTakenOff() {
    assertEquals(
        Arrays.asList(Arrays.asList(1L, 2.5, null), Arrays.asList(2L, null, "x")),
        file("a,b,c\\n\"1\",\"2.5\",\\n\"2\",\"\",\"x\"\\n").rows());
  }

  @Test
  void changedFileIsLookedAtAgain() {
    var connector = new ConnectorTester(new CsvConnector());
    var path = file("a\\n1\\n").path().toString();
    var first = connector.describe(path, Map.of());
    assertSame(first, connector.describe(path, Map.of()));
    file("a\\n1.5\\n");
    assertEquals(Simple.DOUBLE, connector.describe(path, Map.of()).handle().schema().type(0));
  }

  @Test
  void blankLineIsNullInATableWithOneColumn() {
    var rows = file("\\na\\n1\\n\\n2\\n").rows();
    assertEquals(List.of(List.of(1L), Arrays.asList((Object) null), List.of(2L)), rows);
  }

  private CsvFile file(String text) {
    return new CsvFile(folder, text.replace("\\n", "\n").replace("\\r", "\r").replace("\\t", "\t"));
  }
}
