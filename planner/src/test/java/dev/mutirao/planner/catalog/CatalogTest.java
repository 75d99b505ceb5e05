package dev.mutirao.planner.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mutirao.connectors.error.ErrorCode;
import dev.mutirao.connectors.error.MutiraoException;
import dev.mutirao.connectors.type.Binary;
import dev.mutirao.connectors.type.Field;
import dev.mutirao.connectors.type.Schema;
import dev.mutirao.connectors.type.Type;
import dev.mutirao.executor.userfunction.JarContent;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What holds for every catalog, and what for the one in a file.
class CatalogTest {
  private static final CatalogObject VIEW =
      new CatalogObject.View("Vendas", List.of("a"), "SELECT 1");
  private static final CatalogObject TABLE =
      new CatalogObject.ExternalTable(
          "t",
          Optional.of(
              Schema.of(
                  new Field("a", Type.Simple.BIGINT, false),
                  Field.of("b", new Type.Decimal(12, 2)),
                  Field.of("c", Type.Simple.INSTANT))),
          "dir/*.csv",
          Optional.of("csv"),
          Map.of("header", "true", "delimiter", ";"));

  private static final JarContent JAR = new JarContent("a.jar", new Binary(new byte[] {1, 2, 3}));
  private static final JarContent OTHER_JAR =
      new JarContent("b.jar", new Binary(new byte[] {4, 5, 6}));

  @TempDir Path folder;

  private Catalog open(boolean inFile) {
    return inFile ? DatabaseCatalog.open(folder) : new MemoryCatalog();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void namesAreFoundInAnyCaseAndKeepTheirSpelling(boolean inFile) {
    try (var catalog = open(inFile)) {
      assertTrue(catalog.save(VIEW, false));
      assertEquals(Optional.of(VIEW), catalog.find("VENDAS"));
      assertEquals(Optional.empty(), catalog.find("venda"));
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aTakenNameIsReplacedOnlyWhenAsked(boolean inFile) {
    try (var catalog = open(inFile)) {
      catalog.save(VIEW, false);
      var other = new CatalogObject.View("VENDAS", List.of(), "SELECT 2");
      assertFalse(catalog.save(other, false));
      assertEquals(Optional.of(VIEW), catalog.find("vendas"));
      assertTrue(catalog.save(other, true));
      assertEquals(List.of(other), catalog.list());
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void removedObjectsAreGone(boolean inFile) {
    try (var catalog = open(inFile)) {
      catalog.save(VIEW, false);
      catalog.save(TABLE, false);
      assertEquals(List.of(TABLE, VIEW), catalog.list());
      catalog.remove("VENDAS");
      catalog.remove("was never there");
      assertEquals(List.of(TABLE), catalog.list());
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aJarIsThereAsLongAsFunctionsOfIt(boolean inFile) {
    try (var catalog = open(inFile)) {
      assertTrue(catalog.save(of("f", JAR), Optional.of(JAR), false));
      assertTrue(catalog.save(of("g", JAR), Optional.of(JAR), false));
      assertEquals(Optional.of(JAR), catalog.jar(JAR.hash()));
      assertTrue(catalog.save(of("f", OTHER_JAR), Optional.of(OTHER_JAR), true));
      assertEquals(Optional.of(JAR), catalog.jar(JAR.hash()));
      catalog.removeFunction("g");
      assertEquals(Optional.empty(), catalog.jar(JAR.hash()));
      assertEquals(Optional.of(OTHER_JAR), catalog.jar(OTHER_JAR.hash()));
      assertTrue(catalog.save(new CatalogFunction.Sql("f", "() AS (1)"), Optional.empty(), true));
      assertEquals(Optional.empty(), catalog.jar(OTHER_JAR.hash()));
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void nothingIsKeptOfAFunctionWhoseNameIsTaken(boolean inFile) {
    try (var catalog = open(inFile)) {
      catalog.save(of("f", JAR), Optional.of(JAR), false);
      assertFalse(catalog.save(of("F", OTHER_JAR), Optional.of(OTHER_JAR), false));
      assertEquals(Optional.of(of("f", JAR)), catalog.function("f"));
      assertEquals(Optional.empty(), catalog.jar(OTHER_JAR.hash()));
    }
  }

  private static CatalogFunction of(String name, JarContent jar) {
    return new CatalogFunction.Java(name, jar.name(), jar.hash());
  }

  @Test
  void aFileKeepsObjectsForTheNextProcess() {
    try (var catalog = DatabaseCatalog.open(folder)) {
      catalog.save(VIEW, false);
      catalog.save(TABLE, false);
    }
    try (var catalog = DatabaseCatalog.open(folder)) {
      assertEquals(List.of(TABLE, VIEW), catalog.list());
    }
  }

  @Test
  void aFolderInUseIsRefusedInOneLine() throws Exception {
    try (var catalog = DatabaseCatalog.open(folder)) {
      assertEquals(List.of(), catalog.list());
      var other =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-cp",
                  System.getProperty("java.class.path"),
                  OpenCatalog.class.getName(),
                  folder.toString())
              .redirectErrorStream(true)
              .start();
      var output =
          new String(
              other.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
      assertEquals(1, other.waitFor(), output);
      assertTrue(
          output.startsWith(ErrorCode.DATA_FOLDER_IN_USE + " the data folder is in use"), output);
      assertEquals(1, output.lines().count(), output);
    }
  }

  @Test
  void aFileInTheFoldersPlaceIsAnError() {
    var file = folder.resolve("file");
    assertThrows(
        MutiraoException.class, () -> DatabaseCatalog.open(java.nio.file.Files.createFile(file)));
  }

  /// Another process that opens the catalog.
  static final class OpenCatalog {
    private OpenCatalog() {}

    public static void main(String[] args) {
      try (var catalog = DatabaseCatalog.open(Path.of(args[0]))) {
        System.out.println(catalog.list());
      } catch (MutiraoException e) {
        System.out.println(e.code() + " " + e.getMessage());
        System.exit(1);
      }
    }
  }
}
