package dev.mutirao.planner.table;

import dev.mutirao.connectors.error.ErrorCode;
import dev.mutirao.planner.parser.PlacedErrors;
import dev.mutirao.planner.parser.StatementParser;
import java.math.BigInteger;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlCharStringLiteral;
import org.apache.calcite.sql.SqlDataTypeSpec;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlIntervalLiteral;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNumericLiteral;
import org.apache.calcite.sql.util.SqlShuttle;
import org.jspecify.annotations.Nullable;

/// `generate_series(start, stop [, step])` as a query: of whole numbers one over a range, of
/// timestamps a recursive one, which adds the step to the row before, as PostgreSQL does.
final class Series {
  static final String NAME = "generate_series";

  private static final String NUMBERS =
      "SELECT series_start + value * series_step AS generate_series"
          + " FROM TABLE(range(0, series_count))";

  private static final String TIMES =
      "WITH RECURSIVE series(generate_series) AS ("
          + "SELECT CAST(series_start AS TIMESTAMP)"
          + " WHERE (series_start <= series_stop AND series_start + series_step > series_start)"
          + " OR (series_start >= series_stop AND series_start + series_step < series_start)"
          + " UNION ALL SELECT generate_series + series_step FROM series"
          + " WHERE (series_start + series_step > series_start"
          + " AND generate_series + series_step <= series_stop)"
          + " OR (series_start + series_step < series_start"
          + " AND generate_series + series_step >= series_stop))"
          + " SELECT generate_series FROM series";

  private static final Set<SqlKind> ARITHMETIC =
      EnumSet.of(
          SqlKind.CAST,
          SqlKind.MINUS_PREFIX,
          SqlKind.PLUS_PREFIX,
          SqlKind.PLUS,
          SqlKind.MINUS,
          SqlKind.TIMES);

  private Series() {}

  /// @throws dev.mutirao.connectors.error.MutiraoException INVALID_ARGUMENT when the arguments are
  ///   no bounds of a series
  static SqlNode query(SqlCall function) {
    var arguments = function.getOperandList();
    if (arguments.size() < 2 || arguments.size() > 3) {
      throw wrong("(start, stop) or (start, stop, step)", function);
    }
    boolean numbers = arguments.stream().allMatch(Series::isWholeNumber);
    if (numbers) {
      return numbers(function, arguments);
    }
    if (arguments.size() == 2
        || arguments.stream().anyMatch(SqlNumericLiteral.class::isInstance)
        || arguments.get(2) instanceof SqlCharStringLiteral) {
      throw wrong("whole numbers, or timestamps and the interval between them", function);
    }
    if (arguments.get(2) instanceof SqlIntervalLiteral step && isZero(step)) {
      throw wrong("a step other than 0", function);
    }
    return filled(
        TIMES,
        Map.of(
            "series_start", arguments.get(0),
            "series_stop", arguments.get(1),
            "series_step", arguments.get(2)));
  }

  private static SqlNode numbers(SqlCall function, List<SqlNode> arguments) {
    var start = new BigInteger(ConstantArguments.integer(arguments.get(0)));
    var stop = new BigInteger(ConstantArguments.integer(arguments.get(1)));
    var step =
        arguments.size() == 2
            ? BigInteger.ONE
            : new BigInteger(ConstantArguments.integer(arguments.get(2)));
    if (step.signum() == 0) {
      throw wrong("a step other than 0", function);
    }
    var count = stop.subtract(start).divide(step).add(BigInteger.ONE);
    boolean none = stop.subtract(start).signum() * step.signum() < 0;
    var position = function.getParserPosition();
    return filled(
        NUMBERS,
        Map.of(
            "series_start", SqlNumericLiteral.createExactNumeric(start.toString(), position),
            "series_step", SqlNumericLiteral.createExactNumeric(step.toString(), position),
            "series_count",
                SqlNumericLiteral.createExactNumeric(none ? "0" : count.toString(), position)));
  }

  /// Whether an argument is made of whole numbers only, such as `2 * 1000`.
  private static boolean isWholeNumber(SqlNode node) {
    return switch (node) {
      case SqlNumericLiteral number -> number.isInteger();
      case SqlCall call when ARITHMETIC.contains(call.getKind()) ->
          call.getOperandList().stream()
              .filter(operand -> !(operand instanceof SqlDataTypeSpec))
              .allMatch(Series::isWholeNumber);
      default -> false;
    };
  }

  private static boolean isZero(SqlIntervalLiteral interval) {
    return interval
        .getValueAs(SqlIntervalLiteral.IntervalValue.class)
        .getIntervalLiteral()
        .chars()
        .noneMatch(each -> each >= '1' && each <= '9');
  }

  /// The query of a template, with arguments in the places of their names.
  static SqlNode filled(String template, Map<String, SqlNode> arguments) {
    var filling =
        new SqlShuttle() {
          @Override
          public @Nullable SqlNode visit(SqlIdentifier name) {
            var argument = name.isSimple() ? arguments.get(name.getSimple()) : null;
            return argument == null ? name : argument.clone(argument.getParserPosition());
          }
        };
    return Objects.requireNonNull(StatementParser.parseQuery(template).accept(filling));
  }

  private static RuntimeException wrong(String expected, SqlCall function) {
    var position = function.getParserPosition();
    return PlacedErrors.at(position, ErrorCode.INVALID_ARGUMENT, NAME + " expects " + expected);
  }
}
