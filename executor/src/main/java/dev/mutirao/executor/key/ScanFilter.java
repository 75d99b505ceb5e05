package dev.mutirao.executor.key;

import dev.mutirao.connectors.batch.Column;
import dev.mutirao.connectors.source.ColumnPredicate;
import dev.mutirao.connectors.source.ColumnPredicate.Operator;
import dev.mutirao.connectors.source.RowFilter;
import dev.mutirao.connectors.type.Literal;
import dev.mutirao.connectors.type.Type;
import java.util.List;

/// Leaves out the rows of one scan whose value no row of a join's right side has as its key.
public final class ScanFilter implements RowFilter {
  private final BuildKeys keys;
  private final int column;
  private final int tableColumn;
  private final Type type;
  private final Payoff payoff = new Payoff();

  /// @param column position among the columns of the scan
  /// @param tableColumn the same column of the table
  /// @param type of the column
  public ScanFilter(BuildKeys keys, int column, int tableColumn, Type type) {
    this.keys = keys;
    this.column = column;
    this.tableColumn = tableColumn;
    this.type = type;
  }

  @Override
  public int column() {
    return column;
  }

  @Override
  public List<ColumnPredicate> predicates() {
    if (keys.set() instanceof NoKeys) {
      return List.of(new ColumnPredicate.In(tableColumn, List.of()));
    }
    if (keys.isFew()) {
      return List.of(new ColumnPredicate.In(tableColumn, keys.few(type)));
    }
    var range = keys.range();
    return range == null ? List.of() : between(range);
  }

  private List<ColumnPredicate> between(KeyRange range) {
    long least = Math.max(range.least(), IntegerKeys.least(type));
    long greatest = Math.min(range.greatest(), IntegerKeys.greatest(type));
    return least > greatest
        ? List.of(new ColumnPredicate.In(tableColumn, List.of()))
        : List.of(
            compared(Operator.GREATER_OR_EQUAL, least), compared(Operator.LESS_OR_EQUAL, greatest));
  }

  private ColumnPredicate compared(Operator operator, long bound) {
    return new ColumnPredicate.Comparison(tableColumn, operator, new Literal(type, bound));
  }

  @Override
  public Picker open() {
    var set = keys.set();
    if (set == null) {
      return new Everything();
    }
    var probe = set.open();
    return new Picker() {
      @Override
      public boolean isWorthIt() {
        return payoff.isWorthIt();
      }

      @Override
      public int pick(Column values, int[] picked) {
        int count = probe.pick(values, picked);
        payoff.saw(values.rows(), count);
        return count;
      }

      @Override
      public void close() {
        probe.close();
      }
    };
  }

  /// Lets every row pass.
  private record Everything() implements Picker {
    @Override
    public boolean isWorthIt() {
      return false;
    }

    @Override
    public int pick(Column values, int[] picked) {
      for (int row = 0; row < values.rows(); row++) {
        picked[row] = row;
      }
      return values.rows();
    }

    @Override
    public void close() {}
  }
}
