package dev.mutirao.planner.optimize;

import dev.mutirao.connectors.source.FileFact;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Aggregate;
import org.apache.calcite.rel.core.AggregateCall;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.core.RelFactories;
import org.apache.calcite.rel.logical.LogicalAggregate;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexUtil;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.util.ImmutableBitSet;
import org.apache.calcite.util.mapping.Mappings;
import org.jspecify.annotations.Nullable;

/// Aggregates what is known of whole files instead of their rows, where the source knows all that
/// is asked for, and only partition columns group and filter rows.
///
/// ```
/// Aggregate(p: COUNT(*), MAX(d))        Project(p, COALESCE(sum, 0), max)
///   Scan(p, d) where p > 1         ->     Aggregate(p: SUM(count(*)), MAX(max(d)))
///                                           Scan(p, count(*), max(d) of files) where p > 1
/// ```
final class FileFacts {
  private static final int COMPUTED = -1;

  private final Aggregate aggregate;
  private final DataScan scan;

  /// Of the aggregate's input columns, their places among the scan's.
  private final List<Integer> columns;

  private FileFacts(Aggregate aggregate, DataScan scan, List<Integer> columns) {
    this.aggregate = aggregate;
    this.scan = scan;
    this.columns = columns;
  }

  static RelNode use(RelNode tree) {
    var inputs = tree.getInputs().stream().map(FileFacts::use).toList();
    var node = inputs.equals(tree.getInputs()) ? tree : tree.copy(tree.getTraitSet(), inputs);
    return node instanceof Aggregate aggregate && aggregate.getGroupType() == Aggregate.Group.SIMPLE
        ? of(aggregate).flatMap(FileFacts::told).orElse(node)
        : node;
  }

  private static Optional<FileFacts> of(Aggregate aggregate) {
    return switch (aggregate.getInput()) {
      case DataScan scan ->
          Optional.of(
              new FileFacts(
                  aggregate, scan, IntStream.range(0, scan.columns().size()).boxed().toList()));
      case Project project when project.getInput() instanceof DataScan scan ->
          Optional.of(
              new FileFacts(
                  aggregate,
                  scan,
                  project.getProjects().stream()
                      .map(each -> each instanceof RexInputRef ref ? ref.getIndex() : COMPUTED)
                      .toList()));
      default -> Optional.empty();
    };
  }

  private Optional<RelNode> told() {
    if (!scan.facts().isEmpty() || scan.limit().isPresent() || scan.sample().isPresent()) {
      return Optional.empty();
    }
    var keys = aggregate.getGroupSet().asList().stream().map(columns::get).toList();
    var filter = scan.filter();
    var used = filter == null ? ImmutableBitSet.of() : RelOptUtil.InputFinder.bits(filter);
    if (!keys.stream().allMatch(this::isPartition)
        || !used.asList().stream().allMatch(this::isPartition)) {
      return Optional.empty();
    }
    var facts = new ArrayList<FileFact>();
    for (var call : aggregate.getAggCallList()) {
      var fact = fact(call);
      if (fact.isEmpty() || !scan.description().facts().contains(fact.get())) {
        return Optional.empty();
      }
      facts.add(fact.get());
    }
    var kept = used.union(ImmutableBitSet.of(keys));
    var files =
        scan.withFacts(
            kept.asList(),
            moved(filter, kept),
            facts.isEmpty() ? List.of(new FileFact.Rows()) : facts);
    return Optional.of(aggregated(files, keys.stream().map(kept::indexOf).toList()));
  }

  private boolean isPartition(int column) {
    var table = scan.description().handle();
    return column != COMPUTED
        && scan.columns().get(column) >= table.schema().size() - table.partitionColumns();
  }

  private static @Nullable RexNode moved(@Nullable RexNode filter, ImmutableBitSet kept) {
    return filter == null
        ? null
        : RexUtil.apply(Mappings.target(kept::indexOf, kept.length(), kept.cardinality()), filter);
  }

  /// What a call asks of every file; nothing where it asks for something else.
  private Optional<FileFact> fact(AggregateCall call) {
    var kind = call.getAggregation().getKind();
    boolean counts = kind == SqlKind.COUNT && !call.isDistinct();
    if (call.hasFilter() || call.getArgList().size() > 1) {
      return Optional.empty();
    }
    if (counts && isRowCount(call)) {
      return Optional.of(new FileFact.Rows());
    }
    var position =
        call.getArgList().isEmpty() ? COMPUTED : columns.get(call.getArgList().getFirst());
    if (position == COMPUTED) {
      return Optional.empty();
    }
    int column = scan.columns().get(position);
    return switch (kind) {
      case COUNT -> counts ? Optional.of(new FileFact.Values(column)) : Optional.empty();
      case MIN -> Optional.of(new FileFact.Least(column));
      case MAX -> Optional.of(new FileFact.Greatest(column));
      default -> Optional.empty();
    };
  }

  private boolean isRowCount(AggregateCall call) {
    return call.getArgList().isEmpty() || !argumentType(call).isNullable();
  }

  private RelDataType argumentType(AggregateCall call) {
    var argument = call.getArgList().getFirst();
    return aggregate.getInput().getRowType().getFieldList().get(argument).getType();
  }

  /// The aggregate's columns.
  ///
  /// @param keys places of its keys among the columns of `files`
  private RelNode aggregated(DataScan files, List<Integer> keys) {
    var groups = ImmutableBitSet.of(keys);
    var calls = new ArrayList<AggregateCall>();
    for (var call : aggregate.getAggCallList()) {
      calls.add(Rollup.of(call, files.columns().size() + calls.size(), files, groups.isEmpty()));
    }
    var builder = RelFactories.LOGICAL_BUILDER.create(aggregate.getCluster(), null);
    builder.push(LogicalAggregate.create(files, List.of(), groups, null, calls));
    var rex = builder.getRexBuilder();
    var types = aggregate.getRowType().getFieldList();
    var result = new ArrayList<RexNode>();
    for (var key : keys) {
      result.add(
          Rollup.typed(
              builder.field(groups.indexOf(key)), types.get(result.size()).getType(), rex));
    }
    for (var i = 0; i < calls.size(); i++) {
      var combined = builder.field(groups.cardinality() + i);
      result.add(Rollup.result(aggregate.getAggCallList().get(i), combined, rex));
    }
    return builder.project(result, aggregate.getRowType().getFieldNames()).build();
  }
}
