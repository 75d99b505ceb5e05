package dev.mutirao.connectors.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.mutirao.connectors.error.ErrorCode;
import dev.mutirao.connectors.error.MutiraoException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FileListingTest {
  @TempDir Path root;

  @BeforeEach
  void makeFiles() throws IOException {
    var names =
        List.of(
            "b.csv",
            "a.csv",
            "c1.csv",
            "c2.txt",
            "d/e.csv",
            "d/f/g.csv",
            "d/.hidden/h.csv",
            ".i.csv",
            "_j.csv",
            "d/_temporary/k.csv",
            "_l=1/m.csv",
            "[n].csv");
    for (var name : names) {
      Files.createDirectories(root.resolve(name).getParent());
      Files.writeString(root.resolve(name), name);
    }
    Files.createDirectories(root.resolve("nothing/.hidden"));
    Files.writeString(root.resolve("nothing/_SUCCESS"), "");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          a.csv    | a.csv
          [n].csv  | [n].csv
          *.csv    | [n].csv _j.csv a.csv b.csv c1.csv
          c?.*     | c1.csv c2.txt
          [ab].csv | a.csv b.csv
          [a-c]*.csv | a.csv b.csv c1.csv
          [!a-c]*.csv | [n].csv _j.csv
          .*.csv   | .i.csv
          */*.csv  | _l=1/m.csv d/e.csv
          **/g.csv | d/f/g.csv
          **/e.csv | d/e.csv
          **/a.csv | a.csv
          d/**     | d/e.csv d/f/g.csv
          d        | d/e.csv d/f/g.csv
          d/       | d/e.csv d/f/g.csv
          _l=1     | _l=1/m.csv
          """)
  void locationMeansTheseFilesSortedByPath(String location, String expected) {
    var found =
        FileListing.of(root + "/" + location).stream()
            .map(file -> root.relativize(Path.of(file.path())).toString())
            .toList();
    assertEquals(List.of(expected.split(" ")), found);
  }

  @Test
  void listedFileKnowsItsSizeAndTime() throws IOException {
    var file = FileListing.of(root + "/d/e.csv").getFirst();
    assertEquals(7, file.size());
    assertEquals(Files.getLastModifiedTime(root.resolve("d/e.csv")).toMillis(), file.modified());
  }

  @ParameterizedTest
  @CsvSource({
    "z.csv,FILE_NOT_FOUND",
    "z*.csv,NO_MATCHING_FILES",
    "nothing,NO_MATCHING_FILES",
    "x/*/y,NO_MATCHING_FILES"
  })
  void locationWithoutFilesIsAnErrorThatNamesIt(String location, ErrorCode code) {
    var error = assertThrows(MutiraoException.class, () -> FileListing.of(root + "/" + location));
    assertEquals(code, error.code());
    assertEquals(true, error.getMessage().endsWith(root + "/" + location), error.getMessage());
  }
}
