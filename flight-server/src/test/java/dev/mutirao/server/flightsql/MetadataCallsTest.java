package dev.mutirao.server.flightsql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.arrow.flight.FlightInfo;
import org.apache.arrow.flight.sql.FlightSqlProducer.Schemas;
import org.apache.arrow.flight.sql.impl.FlightSql.SqlInfo;
import org.apache.arrow.flight.sql.impl.FlightSql.XdbcDataType;
import org.apache.arrow.flight.sql.util.TableRef;
import org.apache.arrow.vector.complex.DenseUnionVector;
import org.apache.arrow.vector.ipc.ReadChannel;
import org.apache.arrow.vector.ipc.message.MessageSerializer;
import org.apache.arrow.vector.types.pojo.Schema;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class MetadataCallsTest {
  private static final String ONE_COLUMN = " AS SELECT CAST(1 AS DECIMAL(9, 2)) AS preço";

  private final ServedEngine served = new ServedEngine();

  @BeforeEach
  void defineViews() {
    for (var name : List.of("vendas_2023", "vendas_2024", "vendasx2024", "Clientes")) {
      served.sql.executeUpdate("CREATE VIEW " + name + ONE_COLUMN);
    }
  }

  @AfterEach
  void nothingIsLeft() throws Exception {
    served.close();
  }

  @Test
  void thereIsOneCatalogWithOneSchema() {
    assertEquals(List.of(List.of("mutirao")), served.rows(served.sql.getCatalogs()));
    assertEquals(
        List.of(List.of("mutirao", "main")), served.rows(served.sql.getSchemas(null, null)));
    assertEquals(1, served.rows(served.sql.getSchemas("MUTIRAO", "ma%")).size());
    assertEquals(0, served.rows(served.sql.getSchemas("other", null)).size());
    assertEquals(0, served.rows(served.sql.getSchemas(null, "public")).size());
  }

  @Test
  void tablesAreFoundByPattern() {
    assertEquals(List.of("Clientes", "vendas_2023", "vendas_2024", "vendasx2024"), named(null));
    assertEquals(List.of("vendas_2024", "vendasx2024"), named("vendas_2024"));
    assertEquals(List.of("vendas_2024"), named("vendas\\_2024"));
    assertEquals(List.of("vendas_2023", "vendas_2024", "vendasx2024"), named("VENDAS%"));
    assertEquals(List.of("Clientes"), named("clientes"));
    assertEquals(List.of(), named("DBEAVERFAKETABLENAMEFORPING"));
    assertEquals(List.of(), named(""));
    assertEquals(List.of(), named("vendas.*"));
  }

  @Test
  void tablesAreFoundByTypeUnderEveryNameOfIt() {
    served.sql.executeUpdate(
        "CREATE EXTERNAL TABLE arquivo LOCATION '../examples/dados.csv' FORMAT CSV");
    for (var type : List.of("TABLE", "table", "BASE TABLE", "EXTERNAL TABLE")) {
      assertEquals(List.of("arquivo TABLE"), ofTypes(List.of(type)));
    }
    assertEquals(4, ofTypes(List.of("view")).size());
    assertEquals(5, ofTypes(List.of("BASE TABLE", "VIEW")).size());
    assertEquals(List.of(), ofTypes(List.of("SYSTEM TABLE")));
    assertEquals(
        List.of(List.of("TABLE"), List.of("VIEW")), served.rows(served.sql.getTableTypes()));
  }

  @Test
  void tablesOfAnotherCatalogOrSchemaAreNone() {
    assertEquals(4, served.rows(tables("mutirao", "main", null)).size());
    assertEquals(0, served.rows(tables("other", null, null)).size());
    assertEquals(0, served.rows(tables(null, "other", null)).size());
  }

  @Test
  void tableShowsItsColumnsWithTheirSqlTypes() throws Exception {
    var info = served.sql.getTables(null, null, "Clientes", null, true);
    var row = served.rows(info).getFirst();
    assertEquals(List.of("mutirao", "main", "Clientes", "VIEW"), row.subList(0, 4));
    var column = schema((byte[]) row.get(4)).getFields().getFirst();
    assertEquals("preço", column.getName());
    var expected =
        Map.of(
            "ARROW:FLIGHT:SQL:CATALOG_NAME", "mutirao",
            "ARROW:FLIGHT:SQL:SCHEMA_NAME", "main",
            "ARROW:FLIGHT:SQL:TABLE_NAME", "Clientes",
            "ARROW:FLIGHT:SQL:TYPE_NAME", "DECIMAL",
            "ARROW:FLIGHT:SQL:PRECISION", "9",
            "ARROW:FLIGHT:SQL:SCALE", "2",
            "ARROW:FLIGHT:SQL:IS_AUTO_INCREMENT", "0",
            "ARROW:FLIGHT:SQL:IS_CASE_SENSITIVE", "0",
            "ARROW:FLIGHT:SQL:IS_READ_ONLY", "1",
            "ARROW:FLIGHT:SQL:IS_SEARCHABLE", "1");
    assertEquals(expected, column.getMetadata());
  }

  @Test
  void tableWhoseFilesAreGoneIsListedWithoutColumns() throws Exception {
    var folder = java.nio.file.Files.createTempDirectory("mutirao-test");
    var file = java.nio.file.Files.writeString(folder.resolve("some.csv"), "a\n1\n");
    served.sql.executeUpdate("CREATE VIEW gone AS SELECT * FROM '" + file + "'");
    java.nio.file.Files.delete(file);
    java.nio.file.Files.delete(folder);
    var row = served.rows(served.sql.getTables(null, null, "gone", null, true)).getFirst();
    assertEquals(List.of(), schema((byte[]) row.get(4)).getFields());
  }

  @Test
  void metadataHasTheColumnsOfTheSpecification() {
    assertEquals(Schemas.GET_CATALOGS_SCHEMA, schema(served.sql.getCatalogs()));
    assertEquals(Schemas.GET_SCHEMAS_SCHEMA, schema(served.sql.getSchemas(null, null)));
    assertEquals(
        Schemas.GET_TABLES_SCHEMA_NO_SCHEMA,
        schema(served.sql.getTables(null, null, null, null, false)));
    assertEquals(
        Schemas.GET_TABLES_SCHEMA, schema(served.sql.getTables(null, null, null, null, true)));
    assertEquals(Schemas.GET_TABLE_TYPES_SCHEMA, schema(served.sql.getTableTypes()));
    assertEquals(Schemas.GET_SQL_INFO_SCHEMA, schema(served.sql.getSqlInfo()));
    assertEquals(Schemas.GET_TYPE_INFO_SCHEMA, schema(served.sql.getXdbcTypeInfo()));
  }

  @Test
  void keysAreEmptyButThere() {
    var table = TableRef.of(null, null, "Clientes");
    for (var keys :
        Map.of(
                served.sql.getPrimaryKeys(table), Schemas.GET_PRIMARY_KEYS_SCHEMA,
                served.sql.getImportedKeys(table), Schemas.GET_IMPORTED_KEYS_SCHEMA,
                served.sql.getExportedKeys(table), Schemas.GET_EXPORTED_KEYS_SCHEMA,
                served.sql.getCrossReference(table, table), Schemas.GET_CROSS_REFERENCE_SCHEMA)
            .entrySet()) {
      assertEquals(keys.getValue(), schema(keys.getKey()));
      assertEquals(List.of(), served.rows(keys.getKey()));
    }
  }

  @Test
  void everyFactOfTheSpecificationIsGiven() {
    var facts = facts(served.sql.getSqlInfo(new SqlInfo[0]));
    IntStream.rangeClosed(0, 8).forEach(id -> assertTrue(facts.containsKey(id), "fact " + id));
    IntStream.rangeClosed(500, 576).forEach(id -> assertTrue(facts.containsKey(id), "fact " + id));
    assertEquals("Mutirão", facts.get(SqlInfo.FLIGHT_SQL_SERVER_NAME_VALUE));
    assertEquals(0, facts.get(SqlInfo.FLIGHT_SQL_SERVER_TRANSACTION_VALUE));
    assertEquals("\"", facts.get(SqlInfo.SQL_IDENTIFIER_QUOTE_CHAR_VALUE));
  }

  @Test
  void onlyTheFactsAskedForAreGiven() {
    assertEquals(
        Map.of(
            SqlInfo.FLIGHT_SQL_SERVER_CANCEL_VALUE,
            true,
            SqlInfo.FLIGHT_SQL_SERVER_READ_ONLY_VALUE,
            false),
        facts(
            served.sql.getSqlInfo(
                SqlInfo.FLIGHT_SQL_SERVER_CANCEL, SqlInfo.FLIGHT_SQL_SERVER_READ_ONLY)));
  }

  @Test
  void typesAreListedInOrderOfTheirCodes() {
    var rows = served.rows(served.sql.getXdbcTypeInfo());
    var codes = rows.stream().map(row -> (Integer) row.get(1)).toList();
    assertEquals(codes.stream().sorted().toList(), codes);
    var names = rows.stream().map(List::getFirst).toList();
    assertTrue(
        names.containsAll(
            List.of("BOOLEAN", "BIGINT", "DOUBLE", "DECIMAL", "VARCHAR", "DATE", "TIMESTAMP")),
        names.toString());
  }

  @Test
  void oneTypeIsFoundByItsCode() {
    var rows = served.rows(served.sql.getXdbcTypeInfo(XdbcDataType.XDBC_DECIMAL_VALUE));
    assertEquals(1, rows.size());
    assertEquals("DECIMAL", rows.getFirst().getFirst());
    assertEquals(38, rows.getFirst().get(2));
  }

  private FlightInfo tables(String catalog, String schema, String table) {
    return served.sql.getTables(catalog, schema, table, null, false);
  }

  private List<String> named(String pattern) {
    return served.rows(tables(null, null, pattern)).stream()
        .map(row -> (String) row.get(2))
        .sorted(String.CASE_INSENSITIVE_ORDER)
        .toList();
  }

  private List<String> ofTypes(List<String> types) {
    return served.rows(served.sql.getTables(null, null, null, types, false)).stream()
        .map(row -> row.get(2) + " " + row.get(3))
        .toList();
  }

  private Map<Integer, Object> facts(FlightInfo info) {
    var facts = new HashMap<Integer, Object>();
    try (var stream = served.sql.getStream(info.getEndpoints().getFirst().getTicket())) {
      while (stream.next()) {
        var ids = stream.getRoot().getVector("info_name");
        var values = (DenseUnionVector) stream.getRoot().getVector("value");
        for (int row = 0; row < stream.getRoot().getRowCount(); row++) {
          var value = values.getObject(row);
          facts.put(
              (Integer) ids.getObject(row),
              value instanceof org.apache.arrow.vector.util.Text ? value.toString() : value);
        }
      }
    } catch (RuntimeException failure) {
      throw failure;
    } catch (Exception failure) {
      throw new IllegalStateException(failure);
    }
    return facts;
  }

  private static Schema schema(FlightInfo info) {
    return info.getSchemaOptional().orElseThrow();
  }

  private static Schema schema(byte[] message) throws java.io.IOException {
    try (var channel =
        new ReadChannel(
            java.nio.channels.Channels.newChannel(new java.io.ByteArrayInputStream(message)))) {
      return MessageSerializer.deserializeSchema(channel);
    }
  }
}
