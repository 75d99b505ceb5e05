package dev.mutirao.server.boundary;

import dev.mutirao.connectors.type.Type;
import dev.mutirao.connectors.type.Type.Decimal;
import dev.mutirao.connectors.type.Type.Simple;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// Values at the bounds of every type, as SQL. Intervals have no place in files: there they are
/// whole numbers, out of which {@link #read} makes them again.
final class Constants {
  private static final List<Type> DECIMALS =
      List.of(new Decimal(1, 0), new Decimal(18, 4), new Decimal(19, 0), new Decimal(38, 9));

  /// Every type that a value can have, decimals by examples.
  static final List<Type> TYPES =
      Stream.<Type>concat(
              Stream.of(Simple.values()).filter(type -> type != Simple.NULL), DECIMALS.stream())
          .toList();

  private static final List<Type> SOME =
      List.of(
          Simple.BOOLEAN,
          Simple.BIGINT,
          Simple.DOUBLE,
          Simple.VARCHAR,
          Simple.DATE,
          new Decimal(38, 9));

  private static final String FIRST_TIMESTAMP =
      "make_timestamp(CAST('-9223372036854775808' AS BIGINT))";
  private static final String LAST_TIMESTAMP =
      "make_timestamp(CAST('9223372036854775807' AS BIGINT))";

  private Constants() {}

  /// The types that are tried where any type fits: some of each layout, or with `-Dboundary=all`
  /// all of them.
  static List<Type> tried() {
    return isLong() ? TYPES : SOME;
  }

  /// The decimals that are tried where any decimal fits, of few and of many digits.
  static List<Type> decimals() {
    return isLong() ? DECIMALS : DECIMALS.subList(1, DECIMALS.size());
  }

  private static boolean isLong() {
    return "all".equals(System.getProperty("boundary"));
  }

  /// Constants of the type, NULL first.
  static List<String> of(Type type) {
    return stored(type).stream().map(value -> read(type, value)).toList();
  }

  /// An expression of the type over what a file has for it.
  static String read(Type type, String stored) {
    return type == Simple.INTERVAL_MONTHS
        ? "to_months(" + stored + ")"
        : type == Simple.INTERVAL_MICROS ? "to_microseconds(" + stored + ")" : stored;
  }

  /// The constants as a file has them, NULL first.
  static List<String> stored(Type type) {
    var values = new ArrayList<String>();
    values.add("CAST(NULL AS " + storedType(type).sql() + ")");
    values.addAll(
        switch (type) {
          case Decimal decimal -> decimals(decimal);
          case Simple simple -> simple(simple);
        });
    return values;
  }

  /// A value that few functions mind.
  static String plain(Type type) {
    return switch (type) {
      case Decimal decimal -> cast("2", decimal);
      case Simple simple ->
          switch (simple) {
            case BOOLEAN -> "TRUE";
            case TINYINT, SMALLINT, INTEGER, BIGINT, REAL, DOUBLE -> cast("2", type);
            case VARCHAR -> "'ab'";
            case VARBINARY -> "unhex('6162')";
            case DATE -> "DATE '2024-02-29'";
            case TIME -> "TIME '13:45:10'";
            case TIMESTAMP -> "TIMESTAMP '2024-02-29 13:45:10.5'";
            case INSTANT -> cast("2024-02-29 13:45:10.5+00", type);
            case INTERVAL_MONTHS -> "to_months(2)";
            case INTERVAL_MICROS -> "to_microseconds(90000000)";
            case NULL -> "NULL";
          };
    };
  }

  private static Type storedType(Type type) {
    return type == Simple.INTERVAL_MONTHS
        ? Simple.INTEGER
        : type == Simple.INTERVAL_MICROS ? Simple.BIGINT : type;
  }

  private static List<String> decimals(Decimal type) {
    var most = new StringBuilder("9".repeat(type.precision()));
    if (type.scale() == 0) {
      return casts(type, most.toString(), "-" + most, "0", "1", "-1");
    }
    most.insert(type.precision() - type.scale(), '.');
    return casts(type, most.toString(), "-" + most, "0", "1", "-1", "2.5", "-0.0001");
  }

  private static List<String> simple(Simple type) {
    return switch (type) {
      case BOOLEAN -> List.of("FALSE", "TRUE");
      case TINYINT -> casts(type, "-128", "-1", "0", "1", "127");
      case SMALLINT -> casts(type, "-32768", "-1", "0", "1", "32767");
      case INTEGER -> casts(type, "-2147483648", "-1", "0", "1", "33", "2147483647");
      case BIGINT ->
          casts(
              type,
              "-9223372036854775808",
              "-1",
              "0",
              "1",
              "33",
              "2147483648",
              "9223372036854775807");
      case REAL ->
          casts(type, "NaN", "Infinity", "-Infinity", "-0", "1.4e-45", "3.4028235e38", "-1.5", "1");
      case DOUBLE ->
          casts(
              type,
              "NaN",
              "Infinity",
              "-Infinity",
              "-0",
              "0",
              "4.9e-324",
              "1.7976931348623157e308",
              "-1e300",
              "9223372036854775808",
              "0.5",
              "-2.5",
              "1");
      case VARCHAR ->
          List.of(
              "''",
              "' '",
              "'a'",
              "'ação'",
              "concat('e', decode(unhex('cc81')), 'İß')",
              "'👩‍💻 😀'",
              "decode(unhex('610062'))",
              "repeat('tão longo 😀 ', 300)",
              "'''\"\\%_$1'",
              "'(['",
              "'-1'",
              "'2024-02-29 13:45:10'");
      case VARBINARY ->
          List.of("unhex('')", "unhex('00')", "unhex('ff')", "unhex('c3a3')", "unhex('f09f98')");
      case DATE ->
          List.of(
              "DATE '1970-01-01' - 2147483647",
              "DATE '1970-01-01' + 2147483647",
              "DATE '1969-12-31'",
              "DATE '2024-02-29'",
              "CAST('0044-03-15 BC' AS DATE)",
              "DATE '0001-01-01'",
              "DATE '9999-12-31'");
      case TIME ->
          List.of("TIME '00:00:00'", "TIME '13:45:10.5'", "CAST('23:59:59.999999' AS TIME)");
      case TIMESTAMP ->
          List.of(
              FIRST_TIMESTAMP,
              LAST_TIMESTAMP,
              "CAST('1969-12-31 23:59:59.999999' AS TIMESTAMP)",
              "TIMESTAMP '2024-02-29 12:00:00'",
              "CAST('0044-03-15 13:45:10.5 BC' AS TIMESTAMP)",
              "TIMESTAMP '9999-12-31 23:59:59'");
      case INSTANT ->
          List.of(
              "CAST(" + FIRST_TIMESTAMP + " AS TIMESTAMP WITH LOCAL TIME ZONE)",
              "CAST(" + LAST_TIMESTAMP + " AS TIMESTAMP WITH LOCAL TIME ZONE)",
              "to_timestamp(-62135596801)",
              "to_timestamp(253402300800)",
              "to_timestamp(0)",
              "to_timestamp(1709209410.5)");
      case INTERVAL_MONTHS -> casts(Simple.INTEGER, "-2147483648", "-1", "0", "14", "2147483647");
      case INTERVAL_MICROS ->
          casts(
              Simple.BIGINT,
              "-9223372036854775808",
              "-1",
              "0",
              "90000000",
              "172800000000",
              "9223372036854775807");
      case NULL -> List.of();
    };
  }

  private static List<String> casts(Type type, String... texts) {
    return Stream.of(texts).map(text -> cast(text, type)).toList();
  }

  private static String cast(String text, Type type) {
    return "CAST('" + text + "' AS " + type.sql() + ")";
  }
}
