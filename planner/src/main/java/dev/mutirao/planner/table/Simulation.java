package dev.mutirao.planner.table;

import dev.mutirao.connectors.error.ErrorCode;
import dev.mutirao.planner.parser.PlacedErrors;
import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNumericLiteral;

/// `simulate(trials => n [, steps => m] [, seed => s])` as a query over a range: a row for each
/// step, from 0, of each trial, from 0, with the seed, so that `rand_normal(seed, trial, step)` is
/// a number of its own.
final class Simulation {
  static final String NAME = "simulate";

  private static final String ROWS =
      "SELECT value / simulation_steps AS trial,"
          + " CAST(value % simulation_steps AS INTEGER) AS step,"
          + " CAST(simulation_seed AS BIGINT) AS seed"
          + " FROM TABLE(range(0, simulation_rows))";

  /// The same for one step, without arithmetic on every row.
  private static final String ROWS_OF_ONE_STEP =
      "SELECT value AS trial, CAST(0 AS INTEGER) AS step, CAST(simulation_seed AS BIGINT) AS seed"
          + " FROM TABLE(range(0, simulation_rows))";

  private static final String TRIALS = "trials";
  private static final String STEPS = "steps";
  private static final String SEED = "seed";
  private static final List<String> NAMES = List.of(TRIALS, STEPS, SEED);

  private static final BigInteger MOST_ROWS = BigInteger.valueOf(Long.MAX_VALUE);
  private static final BigInteger MOST_STEPS = BigInteger.valueOf(Integer.MAX_VALUE);

  private Simulation() {}

  /// @throws dev.mutirao.connectors.error.MutiraoException INVALID_ARGUMENT when an argument is
  ///   unknown, absent, given twice, or no such number
  static SqlNode query(SqlCall function) {
    var given = new LinkedHashMap<String, BigInteger>();
    for (var argument : function.getOperandList()) {
      var name = name(argument);
      if (given.putIfAbsent(name, number(((SqlCall) argument).operand(0))) != null) {
        throw wrong("each argument once, got " + name + " again", argument);
      }
    }
    var trials = given.get(TRIALS);
    if (trials == null) {
      throw wrong("the number of trials, as in simulate(trials => 1000)", function);
    }
    var steps = given.getOrDefault(STEPS, BigInteger.ONE);
    if (trials.signum() < 0) {
      throw wrong("at least 0 trials, got " + trials, function);
    }
    if (steps.signum() <= 0 || steps.compareTo(MOST_STEPS) > 0) {
      throw wrong("from 1 to " + MOST_STEPS + " steps, got " + steps, function);
    }
    var rows = trials.multiply(steps);
    if (rows.compareTo(MOST_ROWS) > 0) {
      throw wrong("at most " + MOST_ROWS + " trials times steps, got " + rows, function);
    }
    var position = function.getParserPosition();
    return Series.filled(
        steps.equals(BigInteger.ONE) ? ROWS_OF_ONE_STEP : ROWS,
        Map.of(
            "simulation_steps", SqlNumericLiteral.createExactNumeric(steps.toString(), position),
            "simulation_rows", SqlNumericLiteral.createExactNumeric(rows.toString(), position),
            "simulation_seed",
                SqlNumericLiteral.createExactNumeric(
                    given.getOrDefault(SEED, BigInteger.ZERO).toString(), position)));
  }

  private static BigInteger number(SqlNode argument) {
    return new BigInteger(ConstantArguments.integer(argument));
  }

  private static String name(SqlNode argument) {
    if (argument.getKind() != SqlKind.ARGUMENT_ASSIGNMENT) {
      throw wrong("its arguments by name, as in simulate(trials => 1000, steps => 12)", argument);
    }
    var name =
        ((SqlIdentifier) ((SqlCall) argument).operand(1)).getSimple().toLowerCase(Locale.ROOT);
    if (!NAMES.contains(name)) {
      throw wrong("the arguments " + String.join(", ", NAMES) + ", got " + name, argument);
    }
    return name;
  }

  private static RuntimeException wrong(String expected, SqlNode at) {
    return PlacedErrors.at(
        at.getParserPosition(), ErrorCode.INVALID_ARGUMENT, NAME + " expects " + expected);
  }
}
