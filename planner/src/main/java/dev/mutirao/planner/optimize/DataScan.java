package dev.mutirao.planner.optimize;

import dev.mutirao.connectors.source.FileFact;
import dev.mutirao.connectors.source.TableDescription;
import dev.mutirao.executor.plan.PlanNode.RowSample;
import dev.mutirao.planner.table.DataTable;
import dev.mutirao.planner.type.SqlTypes;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.calcite.plan.RelOptCluster;
import org.apache.calcite.plan.RelOptTable;
import org.apache.calcite.plan.RelTraitSet;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.RelWriter;
import org.apache.calcite.rel.core.TableScan;
import org.apache.calcite.rel.metadata.RelMetadataQuery;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexNode;
import org.jspecify.annotations.Nullable;

/// A scan that knows what is wanted of the table. Gives `columns` of the rows that meet `filter`;
/// with `facts` one row of every file, with these after its columns.
public final class DataScan extends TableScan {
  /// How many files a table is taken to have where that is not known.
  private static final double FILES = 100;

  private final List<Integer> columns;
  private final @Nullable RexNode filter;
  private final OptionalLong limit;
  private final Optional<RowSample> sample;
  private final List<FileFact> facts;

  private DataScan(
      RelOptCluster cluster,
      RelTraitSet traits,
      RelOptTable table,
      List<Integer> columns,
      @Nullable RexNode filter,
      OptionalLong limit,
      Optional<RowSample> sample,
      List<FileFact> facts) {
    super(cluster, traits, List.of(), table);
    this.columns = List.copyOf(columns);
    this.filter = filter;
    this.limit = limit;
    this.sample = sample;
    this.facts = List.copyOf(facts);
  }

  /// A scan of all columns of all rows.
  static DataScan of(TableScan scan) {
    var columns = new ArrayList<Integer>();
    for (var i = 0; i < scan.getRowType().getFieldCount(); i++) {
      columns.add(i);
    }
    return new DataScan(
        scan.getCluster(),
        scan.getTraitSet(),
        scan.getTable(),
        columns,
        null,
        OptionalLong.empty(),
        Optional.empty(),
        List.of());
  }

  /// The same rows with only some of the columns, as positions among this scan's.
  DataScan withColumns(List<Integer> positions) {
    if (filter != null) {
      throw new IllegalStateException("columns are chosen before rows are filtered");
    }
    var chosen = positions.stream().map(columns::get).toList();
    return new DataScan(getCluster(), traitSet, table, chosen, null, limit, sample, facts);
  }

  /// Only the rows that meet a condition over this scan's columns.
  DataScan withFilter(@Nullable RexNode condition) {
    return new DataScan(getCluster(), traitSet, table, columns, condition, limit, sample, facts);
  }

  /// Any `rows` of the rows suffice.
  DataScan withLimit(long rows) {
    var most = OptionalLong.of(rows);
    return new DataScan(getCluster(), traitSet, table, columns, filter, most, sample, facts);
  }

  /// Only the rows that a sample picks.
  DataScan withSample(RowSample picked) {
    return new DataScan(
        getCluster(), traitSet, table, columns, filter, limit, Optional.of(picked), facts);
  }

  /// Of every file that has rows, some columns, as positions among this scan's, which are of the
  /// file's path, and facts.
  ///
  /// @param condition over the columns chosen
  DataScan withFacts(List<Integer> positions, @Nullable RexNode condition, List<FileFact> wanted) {
    var chosen = positions.stream().map(columns::get).toList();
    return new DataScan(
        getCluster(), traitSet, table, chosen, condition, OptionalLong.empty(), sample, wanted);
  }

  public TableDescription description() {
    return Objects.requireNonNull(table.unwrap(DataTable.class), "scans read data tables")
        .description();
  }

  /// Indices into the table's schema, in the order of this scan's columns.
  public List<Integer> columns() {
    return columns;
  }

  /// Over this scan's columns; null when all rows are wanted.
  public @Nullable RexNode filter() {
    return filter;
  }

  public OptionalLong limit() {
    return limit;
  }

  public Optional<RowSample> sample() {
    return sample;
  }

  /// What is told of every file; empty when its rows are wanted.
  public List<FileFact> facts() {
    return facts;
  }

  @Override
  public RelDataType deriveRowType() {
    var row = getCluster().getTypeFactory().builder();
    columns.forEach(column -> row.add(table.getRowType().getFieldList().get(column)));
    for (var fact : facts) {
      var field = fact.field(description().handle().schema());
      row.add(
          field.name(),
          SqlTypes.toCalcite(getCluster().getTypeFactory(), field.type(), field.nullable()));
    }
    return row.build();
  }

  @Override
  public double estimateRowCount(RelMetadataQuery mq) {
    var rows = table.getRowCount() * sample.map(RowSample::rate).orElse(1.0);
    var kept = rows * SelectivityHandler.selectivity(withFilter(null), filter);
    if (!facts.isEmpty()) {
      return Math.min(kept, FILES);
    }
    return limit.isPresent() ? Math.min(kept, (double) limit.getAsLong()) : kept;
  }

  @Override
  public RelWriter explainTerms(RelWriter writer) {
    return super.explainTerms(writer)
        .item("columns", getRowType().getFieldNames())
        .itemIf("filter", filter, filter != null)
        .itemIf("limit", limit.orElse(0), limit.isPresent())
        .itemIf("facts", "of files", !facts.isEmpty())
        .itemIf("sample", sample.orElse(null), sample.isPresent());
  }

  @Override
  public RelNode copy(RelTraitSet traits, List<RelNode> inputs) {
    return new DataScan(getCluster(), traits, table, columns, filter, limit, sample, facts);
  }
}
