package dev.mutirao.planner.expression;

import dev.mutirao.connectors.batch.Batch;
import dev.mutirao.connectors.batch.Cells;
import dev.mutirao.connectors.error.MutiraoException;
import dev.mutirao.connectors.type.Literal;
import dev.mutirao.connectors.type.Schema;
import dev.mutirao.connectors.type.Type;
import dev.mutirao.executor.expression.ExpressionCompiler;
import dev.mutirao.executor.function.FunctionRegistry;
import dev.mutirao.executor.plan.Expression;
import dev.mutirao.planner.type.MutiraoTypeFactory;
import dev.mutirao.planner.type.SqlTypes;
import java.util.List;
import java.util.Optional;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.OutOfMemoryException;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexExecutor;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;

/// Computes constant expressions with the executor's functions, so that folding changes no answer.
/// What fails is left as it is: it fails again when a row needs it, and only then.
public final class ConstantFolding implements RexExecutor {
  private final FunctionRegistry functions;
  private final StatementTime now;
  private final ExpressionCompiler compiler;
  private final BufferAllocator allocator;

  /// @param compiler of the same functions
  public ConstantFolding(
      FunctionRegistry functions,
      StatementTime now,
      ExpressionCompiler compiler,
      BufferAllocator allocator) {
    this.functions = functions;
    this.now = now;
    this.compiler = compiler;
    this.allocator = allocator;
  }

  @Override
  public void reduce(RexBuilder builder, List<RexNode> constants, List<RexNode> reduced) {
    constants.forEach(constant -> reduced.add(folded(constant, builder)));
  }

  /// Why a text cannot be read as a value of a type, if so.
  public Optional<MutiraoException> problem(String text, RelDataType type) {
    if (!isFoldable(type)) {
      return Optional.empty();
    }
    var builder = new RexBuilder(new MutiraoTypeFactory());
    var cast = builder.makeAbstractCast(type, builder.makeLiteral(text), false);
    try {
      var unused = evaluate(new Expressions(functions, builder, now).translate(cast));
      return Optional.empty();
    } catch (MutiraoException problem) {
      return Optional.of(problem);
    }
  }

  private RexNode folded(RexNode constant, RexBuilder builder) {
    if (constant instanceof RexLiteral || !isFoldable(constant.getType())) {
      return constant;
    }
    return value(constant, builder)
        .filter(Constants::exists)
        .map(value -> Constants.of(value, constant.getType(), builder))
        .orElse(constant);
  }

  /// The value of an expression that depends on no row, of any type; nothing when computing it
  /// fails, or takes a function of a user too long.
  public Optional<Literal> value(RexNode constant, RexBuilder builder) {
    try {
      var translated = new Expressions(functions, builder, now).translate(constant);
      return UserCalls.within(constant)
          ? ConstantThread.inTime(() -> evaluate(translated))
          : Optional.of(evaluate(translated));
    } catch (MutiraoException | OutOfMemoryException e) {
      return Optional.empty(); // it fails again where rows need it
    }
  }

  /// Calcite keeps intervals in milliseconds, which loses digits.
  private static boolean isFoldable(RelDataType type) {
    return switch (SqlTypes.toType(type)) {
      case Type.Decimal ignored -> true;
      case Type.Simple simple ->
          switch (simple) {
            case INTERVAL_MONTHS, INTERVAL_MICROS, NULL -> false;
            case BOOLEAN,
                TINYINT,
                SMALLINT,
                INTEGER,
                BIGINT,
                REAL,
                DOUBLE,
                VARCHAR,
                VARBINARY,
                DATE,
                TIME,
                TIMESTAMP,
                INSTANT ->
                true;
          };
    };
  }

  private Literal evaluate(Expression constant) {
    try (var oneRow = new Batch(1);
        var column = compiler.compile(constant, Schema.EMPTY).evaluate(oneRow, allocator)) {
      return Cells.literal(column, 0);
    }
  }
}
