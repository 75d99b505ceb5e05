package dev.mutirao.planner.optimize;

import java.util.List;
import java.util.function.UnaryOperator;
import org.apache.calcite.plan.RelOptRule;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Aggregate;
import org.apache.calcite.rel.core.Filter;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.core.Sort;
import org.apache.calcite.rel.logical.LogicalProject;
import org.apache.calcite.rel.rules.AggregateProjectMergeRule;
import org.apache.calcite.rel.rules.CoreRules;
import org.apache.calcite.rel.rules.FilterAggregateTransposeRule;
import org.apache.calcite.rel.rules.PruneEmptyRules;
import org.apache.calcite.rel.rules.SortProjectTransposeRule;
import org.apache.calcite.rex.RexInputRef;

/// The passes in the order in which they run.
final class Passes {
  private static final UnaryOperator<RelNode> SET_OPERATIONS =
      Rules.of(
          CoreRules.UNION_MERGE,
          CoreRules.UNION_TO_DISTINCT,
          CoreRules.INTERSECT_TO_DISTINCT,
          CoreRules.MINUS_TO_DISTINCT,
          CoreRules.UNION_REMOVE);

  /// Not below a group of no keys, which gives a row for no rows: what a condition without columns
  /// takes away must be taken away above it.
  private static final RelOptRule FILTER_BELOW_AGGREGATE =
      FilterAggregateTransposeRule.Config.DEFAULT
          .withOperandSupplier(filter ->
              filter
                  .operand(Filter.class)
                  .oneInput(aggregate ->
                      aggregate
                          .operand(Aggregate.class)
                          .predicate(each -> !each.hasEmptyGroup())
                          .anyInputs()))
          .as(FilterAggregateTransposeRule.Config.class)
          .toRule();

  private static final UnaryOperator<RelNode> PUSHDOWN =
      Rules.of(
          CoreRules.FILTER_INTO_JOIN,
          CoreRules.JOIN_CONDITION_PUSH,
          CoreRules.JOIN_PUSH_EXPRESSIONS,
          CoreRules.FILTER_PROJECT_TRANSPOSE,
          FILTER_BELOW_AGGREGATE,
          new FilterBelowSetOperation(),
          CoreRules.FILTER_MERGE);

  /// An aggregation that has a group of no keys, among others too, gives a row for no rows.
  private static final RelOptRule EMPTY_AGGREGATE =
      PruneEmptyRules.RemoveEmptySingleRule.RemoveEmptySingleRuleConfig.AGGREGATE
          .withOperandFor(Aggregate.class, aggregate -> !aggregate.hasEmptyGroup())
          .toRule();

  /// Not where two keys of grouping sets are one column, which a set may have as one of them and
  /// not as the other.
  private static final RelOptRule AGGREGATE_OVER_PROJECT =
      AggregateProjectMergeRule.Config.DEFAULT
          .withOperandSupplier(aggregate ->
              aggregate
                  .operand(Aggregate.class)
                  .predicate(Passes::keysAreApart)
                  .oneInput(project -> project.operand(Project.class).anyInputs()))
          .as(AggregateProjectMergeRule.Config.class)
          .toRule();

  /// Where it sorts by plain columns, and not below a window, which sees all rows. Calcite also
  /// knows casts that keep the order, but what they make equal, as 0.2 and 0.3 as integers, would
  /// not be ordered by the next column.
  private static final RelOptRule SORT_BELOW_PROJECT =
      SortProjectTransposeRule.Config.DEFAULT
          .withOperandSupplier(sort ->
              sort.operand(Sort.class)
                  .predicate(Passes::sortsByColumns)
                  .oneInput(project ->
                      project
                          .operand(LogicalProject.class)
                          .predicate(each -> !each.containsOver())
                          .anyInputs()))
          .as(SortProjectTransposeRule.Config.class)
          .toRule();

  private static final UnaryOperator<RelNode> SORTS_BELOW_PROJECTS = Rules.of(SORT_BELOW_PROJECT);

  static final List<Pass> ALL =
      List.of(
          Pass.required(
              "subqueries",
              "Turns IN and EXISTS into semi-joins, and other subqueries into joins.",
              Subqueries::remove),
          Pass.required(
              "samples", "Makes TABLESAMPLE a part of the scan before it.", Samples::intoScans),
          Pass.required(
              "set_operations",
              "Turns UNION, INTERSECT and EXCEPT into UNION ALL and aggregations.",
              tree -> SET_OPERATIONS.apply(NumberedSetOperations.number(tree))),
          Pass.required(
              "filtered_arguments",
              "Computes what an aggregate takes of the rows only that its FILTER keeps.",
              tree -> tree.accept(new FilteredArguments())),
          Pass.optional(
              "constant_folding",
              "Computes what does not depend on rows, and simplifies conditions.",
              ConstantRules::apply),
          Pass.optional(
              "common_factors",
              "Takes out of an OR what each of its branches asks for.",
              CommonFactors::pull),
          Pass.optional(
              "predicate_pushdown",
              "Moves conditions towards the scans, through joins, projections and aggregations.",
              PUSHDOWN),
          Pass.optional(
              "derived_conditions",
              "Adds conditions that follow from others: through equal columns of a join, and from an"
                  + " OR over several tables.",
              tree -> DerivedConditions.add(tree, PUSHDOWN)),
          Pass.optional(
              "group_reduction",
              "Makes no groups that a join drops again, when their keys are few.",
              GroupReduction::apply),
          Pass.optional(
              "empty_inputs",
              "Removes parts of the plan that can give no rows.",
              Rules.of(
                  PruneEmptyRules.UNION_INSTANCE,
                  PruneEmptyRules.PROJECT_INSTANCE,
                  PruneEmptyRules.FILTER_INSTANCE,
                  PruneEmptyRules.SORT_INSTANCE,
                  PruneEmptyRules.SORT_FETCH_ZERO_INSTANCE,
                  EMPTY_AGGREGATE,
                  PruneEmptyRules.JOIN_LEFT_INSTANCE,
                  PruneEmptyRules.JOIN_RIGHT_INSTANCE)),
          Pass.optional(
              "join_order",
              "Joins first what leaves the fewest rows, by the tables' statistics.",
              JoinOrder::choose),
          Pass.optional(
              "build_side",
              "Builds the hash table of a join from its smaller side.",
              BuildSide::choose),
          Pass.optional(
              "aggregate_keys",
              "Groups by no constant, and does not aggregate twice.",
              Rules.of(
                  CoreRules.AGGREGATE_PROJECT_PULL_UP_CONSTANTS,
                  CoreRules.AGGREGATE_REMOVE,
                  AGGREGATE_OVER_PROJECT)),
          Pass.optional(
              "limit_pushdown",
              "Cuts rows below projections and unions, where fewer have to be computed.",
              tree ->
                  SORTS_BELOW_PROJECTS.apply(
                      SORTS_BELOW_PROJECTS.apply(tree).accept(new UnionLimits()))),
          Pass.required(
              "projection_pushdown",
              "Drops columns that nobody needs as early as possible, and merges projections.",
              tree -> Columns.trim(tree)),
          Pass.required("scans", "Replaces tables by scans that can filter.", ScanRules::introduce),
          Pass.optional(
              "scan_pushdown",
              "Tells scans which columns, which rows and how many rows are wanted.",
              ScanRules::push),
          Pass.optional(
              "filter_columns",
              "Drops the columns that only a scan's condition needed before rows are joined or"
                  + " sent.",
              tree -> RowCounts.withoutColumns(Columns.trim(tree))),
          Pass.optional(
              "distinct_matches",
              "Compares with equal rows once, where a semi-join has no key to find them by.",
              tree -> tree.accept(new DistinctMatches())),
          Pass.optional(
              "narrow_decimals",
              "Computes in 64 bits the decimals to add up of which statistics prove that they fit.",
              tree -> tree.accept(new NarrowDecimals())),
          Pass.optional(
              "eager_aggregation",
              "Aggregates rows before they are joined, too, where that leaves far fewer to join.",
              EagerAggregation::apply),
          Pass.optional(
              "semi_join_side",
              "Builds the hash table of a semi-join from its left side where that is smaller.",
              SemiJoinSide::choose),
          Pass.optional(
              "file_facts",
              "Answers MIN, MAX and COUNT from the footers of files, without reading rows.",
              FileFacts::use),
          Pass.optional(
              "dynamic_filters",
              "Leaves out rows when they are read whose keys a join has not found on its other"
                  + " side.",
              DynamicFilters::mark),
          Pass.optional(
              "common_subplans",
              "Runs once what the plan has more than once.",
              CommonSubplans::share));

  private Passes() {}

  private static boolean keysAreApart(Aggregate aggregate) {
    return aggregate.getGroupType() == Aggregate.Group.SIMPLE
        || aggregate.getInput().stripped() instanceof Project project
            && aggregate.getGroupSet().asList().stream()
                    .map(project.getProjects()::get)
                    .distinct()
                    .count()
                == aggregate.getGroupCount();
  }

  private static boolean sortsByColumns(Sort sort) {
    return sort.getInput().stripped() instanceof Project project
        && sort.getCollation().getFieldCollations().stream()
            .allMatch(key -> project.getProjects().get(key.getFieldIndex()) instanceof RexInputRef);
  }
}
