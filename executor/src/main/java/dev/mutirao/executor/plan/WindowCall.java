package dev.mutirao.executor.plan;

import dev.mutirao.connectors.type.Type;
import dev.mutirao.executor.userfunction.QualifiedName;
import java.util.List;
import java.util.Optional;

/// One function of a {@link PlanNode.Window}. Arguments are input columns, or constants where it
/// says so.
public sealed interface WindowCall {
  Type type();

  /// Whether the result can depend on how rows are ordered that tie on all sort keys.
  default boolean dependsOnTies() {
    return switch (this) {
      case Rank(var kind) -> kind == Rank.Kind.ROW_NUMBER;
      case Ntile ignored -> true;
      case Shifted ignored -> true;
      case FrameValue ignored -> true;
      case Aggregated(var call, var frame) ->
          frame.unit() == WindowFrame.Unit.ROWS && !frame.isUnbounded()
              || call.function().equals("string_agg")
              || QualifiedName.is(call.function());
      case Stateful ignored -> true;
    };
  }

  /// Whether the result depends on which rows tie on all sort keys.
  default boolean seesPeers() {
    return switch (this) {
      case Rank(var kind) -> kind != Rank.Kind.ROW_NUMBER;
      case Ntile ignored -> false;
      case Shifted ignored -> false;
      case FrameValue value -> value.frame().seesPeers();
      case Aggregated(var ignored, var frame) -> frame.seesPeers();
      case Stateful ignored -> false;
    };
  }

  /// The place of the row in its partition.
  record Rank(Kind kind) implements WindowCall {
    /// How places are counted.
    public enum Kind {
      /// 1, 2, 3 and so on.
      ROW_NUMBER,
      /// 1 + the rows before the current one's peers.
      RANK,
      /// 1 + the groups of peers before.
      DENSE_RANK,
      /// (RANK - 1) / (rows of the partition - 1); 0 in a partition of one row.
      PERCENT_RANK,
      /// The part of the partition's rows that are peers or before.
      CUME_DIST
    }

    @Override
    public Type type() {
      return switch (kind) {
        case ROW_NUMBER, RANK, DENSE_RANK -> Type.Simple.BIGINT;
        case PERCENT_RANK, CUME_DIST -> Type.Simple.DOUBLE;
      };
    }
  }

  /// The number of the bucket that the row falls into when the partition is cut into `buckets` of
  /// sizes that differ by one at most, larger ones first.
  record Ntile(long buckets) implements WindowCall {
    public Ntile {
      if (buckets < 1) {
        throw new IllegalArgumentException("no buckets: " + buckets);
      }
    }

    @Override
    public Type type() {
      return Type.Simple.BIGINT;
    }
  }

  /// LAG and LEAD: the value `offset` rows before or after.
  ///
  /// @param backwards whether this is LAG
  /// @param offset BIGINT column or constant; a negative one looks the other way, NULL gives NULL
  /// @param otherwise column or constant of the value's type that is given when the partition has
  ///   no such row; NULL without it
  /// @param ignoreNulls whether rows without a value do not count
  record Shifted(
      int value,
      boolean backwards,
      Expression offset,
      Optional<Expression> otherwise,
      boolean ignoreNulls,
      Type type)
      implements WindowCall {
    public Shifted {
      checkArgument(offset);
      otherwise.ifPresent(WindowCall::checkArgument);
    }
  }

  /// FIRST_VALUE, LAST_VALUE and NTH_VALUE: the value of one row of the frame.
  ///
  /// @param row which one; for NTH the BIGINT column or constant that counts from 1
  /// @param ignoreNulls whether rows without a value do not count
  record FrameValue(
      int value,
      Place place,
      Optional<Expression> row,
      boolean ignoreNulls,
      WindowFrame frame,
      Type type)
      implements WindowCall {
    /// From where rows are counted.
    public enum Place {
      FIRST,
      LAST,
      NTH
    }

    public FrameValue {
      row.ifPresent(WindowCall::checkArgument);
      if (row.isPresent() != (place == Place.NTH)) {
        throw new IllegalArgumentException("only NTH_VALUE says which row");
      }
    }
  }

  /// An aggregate over the frame. Never DISTINCT.
  record Aggregated(AggregateCall call, WindowFrame frame) implements WindowCall {
    public Aggregated {
      if (call.distinct()) {
        throw new IllegalArgumentException("DISTINCT in a window");
      }
    }

    @Override
    public Type type() {
      return call.type();
    }
  }

  /// A user's function that is given the rows of the partition one after the other.
  ///
  /// @param function its name in plans
  /// @param arguments input columns
  /// @param argumentTypes their types, which choose the overload
  record Stateful(String function, List<Integer> arguments, List<Type> argumentTypes, Type type)
      implements WindowCall {
    public Stateful {
      arguments = List.copyOf(arguments);
      argumentTypes = List.copyOf(argumentTypes);
    }
  }

  private static void checkArgument(Expression argument) {
    if (!(argument instanceof Expression.InputColumn || argument instanceof Expression.Constant)) {
      throw new IllegalArgumentException("neither a column nor a constant: " + argument);
    }
  }
}
