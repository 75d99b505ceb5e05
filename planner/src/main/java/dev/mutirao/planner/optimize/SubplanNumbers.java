package dev.mutirao.planner.optimize;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.RelWriter;
import org.apache.calcite.rel.type.RelDataTypeField;
import org.apache.calcite.sql.SqlExplainLevel;
import org.apache.calcite.util.Pair;
import org.jspecify.annotations.Nullable;

/// Gives equal subtrees equal numbers: those that compute the same columns of the same rows,
/// whatever the columns are called.
final class SubplanNumbers {
  /// What a node does, and the numbers of its inputs.
  private record Key(Class<?> kind, List<Object> terms, List<Object> types, List<Integer> inputs) {}

  private final Map<Key, Integer> numbers = new HashMap<>();
  private final IdentityHashMap<RelNode, Integer> known = new IdentityHashMap<>();

  int of(RelNode node) {
    var number = known.get(node);
    if (number == null) {
      number = numbers.computeIfAbsent(key(node), key -> numbers.size());
      known.put(node, number);
    }
    return number;
  }

  private Key key(RelNode node) {
    var terms = new Terms();
    node.explain(terms);
    switch (node) {
      case DataScan scan -> {
        terms.add(scan.description().handle());
        terms.add(scan.columns());
        terms.add(scan.facts());
      }
      case PhasedAggregate aggregate -> terms.add(aggregate.calls());
      default -> {}
    }
    var types =
        node.getRowType().getFieldList().stream().<Object>map(RelDataTypeField::getType).toList();
    var inputs = new ArrayList<Integer>();
    node.getInputs().forEach(input -> inputs.add(of(input)));
    return new Key(node.getClass(), List.copyOf(terms.values), types, inputs);
  }

  /// Gathers what a node says of itself, without its inputs.
  private static final class Terms implements RelWriter {
    private final List<Object> values = new ArrayList<>();

    void add(Object value) {
      values.add(value);
    }

    @Override
    public void explain(RelNode node, List<Pair<String, @Nullable Object>> terms) {
      throw new UnsupportedOperationException("terms are gathered one by one");
    }

    @Override
    public SqlExplainLevel getDetailLevel() {
      return SqlExplainLevel.DIGEST_ATTRIBUTES;
    }

    @Override
    public RelWriter item(String term, @Nullable Object value) {
      if (value != null && !(value instanceof RelNode)) {
        if (!(value instanceof org.apache.calcite.rel.core.AggregateCall)) {
          values.add(term); // a call's term is the name of its column
        }
        values.add(value);
      }
      return this;
    }

    @Override
    public RelWriter done(RelNode node) {
      return this;
    }
  }
}
