package dev.mutirao.server.flightsql;

import dev.mutirao.executor.function.FunctionDescription;
import dev.mutirao.executor.function.FunctionRegistry;
import dev.mutirao.server.rpc.FlightEndpoint;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.arrow.flight.sql.impl.FlightSql.SqlInfo;
import org.apache.arrow.flight.sql.impl.FlightSql.SqlNullOrdering;
import org.apache.arrow.flight.sql.impl.FlightSql.SqlSupportedCaseSensitivity;
import org.apache.arrow.flight.sql.impl.FlightSql.SqlSupportedTransaction;
import org.apache.arrow.flight.sql.impl.FlightSql.SqlSupportsConvert;

/// What the server tells about itself: every fact that the specification knows, because tools
/// stumble over a missing one. Values are String, Boolean, Long, Integer (a bit mask), List of
/// String, or Map of Integer to List of Integer.
final class ServerFacts {
  private static final long NO_LIMIT = 0;
  private static final int NOTHING = 0;
  private static final List<Integer> NUMBERS =
      List.of(
          SqlSupportsConvert.SQL_CONVERT_TINYINT_VALUE,
          SqlSupportsConvert.SQL_CONVERT_SMALLINT_VALUE,
          SqlSupportsConvert.SQL_CONVERT_INTEGER_VALUE,
          SqlSupportsConvert.SQL_CONVERT_BIGINT_VALUE,
          SqlSupportsConvert.SQL_CONVERT_REAL_VALUE,
          SqlSupportsConvert.SQL_CONVERT_FLOAT_VALUE,
          SqlSupportsConvert.SQL_CONVERT_DECIMAL_VALUE,
          SqlSupportsConvert.SQL_CONVERT_NUMERIC_VALUE);
  private static final List<Integer> TIMES =
      List.of(
          SqlSupportsConvert.SQL_CONVERT_DATE_VALUE,
          SqlSupportsConvert.SQL_CONVERT_TIME_VALUE,
          SqlSupportsConvert.SQL_CONVERT_TIMESTAMP_VALUE);

  private final TreeMap<Integer, Object> facts = new TreeMap<>();

  private ServerFacts() {}

  /// All facts by their number.
  static SortedMap<Integer, Object> all(FunctionRegistry functions) {
    var server = new ServerFacts();
    server.identity();
    server.names(functions);
    server.abilities();
    server.masks();
    server.limits();
    return server.facts;
  }

  private void identity() {
    put(SqlInfo.FLIGHT_SQL_SERVER_NAME, "Mutirão");
    put(SqlInfo.FLIGHT_SQL_SERVER_VERSION, FlightEndpoint.VERSION);
    put(SqlInfo.FLIGHT_SQL_SERVER_ARROW_VERSION, "18.3.0");
    put(SqlInfo.FLIGHT_SQL_SERVER_READ_ONLY, false);
    put(SqlInfo.FLIGHT_SQL_SERVER_SQL, true);
    put(SqlInfo.FLIGHT_SQL_SERVER_SUBSTRAIT, false);
    put(SqlInfo.FLIGHT_SQL_SERVER_SUBSTRAIT_MIN_VERSION, "");
    put(SqlInfo.FLIGHT_SQL_SERVER_SUBSTRAIT_MAX_VERSION, "");
    put(
        SqlInfo.FLIGHT_SQL_SERVER_TRANSACTION,
        SqlSupportedTransaction.SQL_SUPPORTED_TRANSACTION_NONE_VALUE);
    put(SqlInfo.FLIGHT_SQL_SERVER_CANCEL, true);
    put(SqlInfo.FLIGHT_SQL_SERVER_BULK_INGESTION, false);
    put(SqlInfo.FLIGHT_SQL_SERVER_INGEST_TRANSACTIONS_SUPPORTED, false);
    put(SqlInfo.FLIGHT_SQL_SERVER_STATEMENT_TIMEOUT, NOTHING);
    put(SqlInfo.FLIGHT_SQL_SERVER_TRANSACTION_TIMEOUT, NOTHING);
  }

  private void names(FunctionRegistry functions) {
    put(
        SqlInfo.SQL_IDENTIFIER_CASE,
        SqlSupportedCaseSensitivity.SQL_CASE_SENSITIVITY_CASE_INSENSITIVE_VALUE);
    put(SqlInfo.SQL_IDENTIFIER_QUOTE_CHAR, "\"");
    put(
        SqlInfo.SQL_QUOTED_IDENTIFIER_CASE,
        SqlSupportedCaseSensitivity.SQL_CASE_SENSITIVITY_CASE_INSENSITIVE_VALUE);
    put(SqlInfo.SQL_NULL_ORDERING, SqlNullOrdering.SQL_NULLS_SORTED_HIGH_VALUE);
    put(SqlInfo.SQL_SEARCH_STRING_ESCAPE, "\\");
    put(SqlInfo.SQL_EXTRA_NAME_CHARACTERS, "");
    put(SqlInfo.SQL_SCHEMA_TERM, "schema");
    put(SqlInfo.SQL_PROCEDURE_TERM, "procedure");
    put(SqlInfo.SQL_CATALOG_TERM, "catalog");
    put(
        SqlInfo.SQL_KEYWORDS,
        List.of("DESCRIBE", "EXPLAIN", "EXTERNAL", "ILIKE", "LIMIT", "OFFSET", "SHOW"));
    put(
        SqlInfo.SQL_NUMERIC_FUNCTIONS,
        functions(functions, "DOUBLE", "DECIMAL", "BIGINT", "INTEGER"));
    put(SqlInfo.SQL_STRING_FUNCTIONS, functions(functions, "VARCHAR"));
    put(SqlInfo.SQL_SYSTEM_FUNCTIONS, List.of("COALESCE", "NULLIF"));
    put(SqlInfo.SQL_DATETIME_FUNCTIONS, functions(functions, "DATE", "TIME", "TIMESTAMP"));
  }

  private void abilities() {
    yes(
        SqlInfo.SQL_DDL_TABLE,
        SqlInfo.SQL_ALL_TABLES_ARE_SELECTABLE,
        SqlInfo.SQL_SUPPORTS_COLUMN_ALIASING,
        SqlInfo.SQL_NULL_PLUS_NULL_IS_NULL,
        SqlInfo.SQL_SUPPORTS_TABLE_CORRELATION_NAMES,
        SqlInfo.SQL_SUPPORTS_EXPRESSIONS_IN_ORDER_BY,
        SqlInfo.SQL_SUPPORTS_ORDER_BY_UNRELATED,
        SqlInfo.SQL_SUPPORTS_LIKE_ESCAPE_CLAUSE,
        SqlInfo.SQL_SUPPORTS_NON_NULLABLE_COLUMNS,
        SqlInfo.SQL_CATALOG_AT_START);
    no(
        SqlInfo.SQL_DDL_CATALOG,
        SqlInfo.SQL_DDL_SCHEMA,
        SqlInfo.SQL_SUPPORTS_DIFFERENT_TABLE_CORRELATION_NAMES,
        SqlInfo.SQL_SUPPORTS_INTEGRITY_ENHANCEMENT_FACILITY,
        SqlInfo.SQL_SELECT_FOR_UPDATE_SUPPORTED,
        SqlInfo.SQL_STORED_PROCEDURES_SUPPORTED,
        SqlInfo.SQL_CORRELATED_SUBQUERIES_SUPPORTED,
        SqlInfo.SQL_MAX_ROW_SIZE_INCLUDES_BLOBS,
        SqlInfo.SQL_TRANSACTIONS_SUPPORTED,
        SqlInfo.SQL_DATA_DEFINITION_CAUSES_TRANSACTION_COMMIT,
        SqlInfo.SQL_DATA_DEFINITIONS_IN_TRANSACTIONS_IGNORED,
        SqlInfo.SQL_BATCH_UPDATES_SUPPORTED,
        SqlInfo.SQL_SAVEPOINTS_SUPPORTED,
        SqlInfo.SQL_NAMED_PARAMETERS_SUPPORTED,
        SqlInfo.SQL_LOCATORS_UPDATE_COPY,
        SqlInfo.SQL_STORED_FUNCTIONS_USING_CALL_SYNTAX_SUPPORTED);
  }

  /// Bit n stands for the n-th value of the enumeration that the specification names.
  private void masks() {
    put(SqlInfo.SQL_SUPPORTED_GROUP_BY, 0b11);
    put(SqlInfo.SQL_SUPPORTED_GRAMMAR, 0b11);
    put(SqlInfo.SQL_ANSI92_SUPPORTED_LEVEL, 0b1);
    put(SqlInfo.SQL_OUTER_JOINS_SUPPORT_LEVEL, 0b110);
    put(SqlInfo.SQL_SCHEMAS_SUPPORTED_ACTIONS, NOTHING);
    put(SqlInfo.SQL_CATALOGS_SUPPORTED_ACTIONS, NOTHING);
    put(SqlInfo.SQL_SUPPORTED_POSITIONED_COMMANDS, NOTHING);
    put(SqlInfo.SQL_SUPPORTED_SUBQUERIES, 0b111);
    put(SqlInfo.SQL_SUPPORTED_UNIONS, 0b11);
    put(SqlInfo.SQL_SUPPORTED_TRANSACTIONS_ISOLATION_LEVELS, 0b1);
    put(SqlInfo.SQL_SUPPORTED_RESULT_SET_TYPES, 0b10);
    put(SqlInfo.SQL_SUPPORTED_CONCURRENCIES_FOR_RESULT_SET_UNSPECIFIED, NOTHING);
    put(SqlInfo.SQL_SUPPORTED_CONCURRENCIES_FOR_RESULT_SET_FORWARD_ONLY, 0b10);
    put(SqlInfo.SQL_SUPPORTED_CONCURRENCIES_FOR_RESULT_SET_SCROLL_SENSITIVE, NOTHING);
    put(SqlInfo.SQL_SUPPORTED_CONCURRENCIES_FOR_RESULT_SET_SCROLL_INSENSITIVE, NOTHING);
    put(SqlInfo.SQL_SUPPORTS_CONVERT, conversions());
  }

  private void limits() {
    for (int id = SqlInfo.SQL_MAX_BINARY_LITERAL_LENGTH_VALUE;
        id <= SqlInfo.SQL_MAX_USERNAME_LENGTH_VALUE;
        id++) {
      facts.putIfAbsent(id, NO_LIMIT);
    }
    put(SqlInfo.SQL_DEFAULT_TRANSACTION_ISOLATION, 0L);
  }

  private static Map<Integer, List<Integer>> conversions() {
    var all = new LinkedHashMap<Integer, List<Integer>>();
    int text = SqlSupportsConvert.SQL_CONVERT_VARCHAR_VALUE;
    var fromNumber = new java.util.ArrayList<>(NUMBERS);
    fromNumber.add(text);
    NUMBERS.forEach(type -> all.put(type, List.copyOf(fromNumber)));
    TIMES.forEach(type -> all.put(type, List.of(type, text)));
    var fromText = new java.util.ArrayList<>(fromNumber);
    fromText.addAll(TIMES);
    all.put(text, List.copyOf(fromText));
    return all;
  }

  /// Functions whose first argument is of one of these types.
  private static List<String> functions(FunctionRegistry functions, String... types) {
    return functions.functions().stream()
        .filter(function -> Character.isLetter(function.name().charAt(0)) && takes(function, types))
        .map(FunctionDescription::name)
        .toList();
  }

  private static boolean takes(FunctionDescription function, String... types) {
    for (var type : types) {
      for (var signature : function.signatures()) {
        int open = signature.indexOf('(');
        if (open >= 0 && signature.startsWith(type, open + 1)) {
          return true;
        }
      }
    }
    return false;
  }

  private void yes(SqlInfo... infos) {
    for (var info : infos) {
      put(info, true);
    }
  }

  private void no(SqlInfo... infos) {
    for (var info : infos) {
      put(info, false);
    }
  }

  private void put(SqlInfo info, Object value) {
    facts.put(info.getNumber(), value);
  }
}
