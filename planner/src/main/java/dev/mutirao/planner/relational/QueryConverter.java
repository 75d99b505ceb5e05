package dev.mutirao.planner.relational;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.calcite.plan.RelOptCluster;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.RelRoot;
import org.apache.calcite.rel.core.RelFactories;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeField;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.SqlAggFunction;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.type.SqlTypeUtil;
import org.apache.calcite.sql2rel.SqlRexConvertlet;
import org.apache.calcite.sql2rel.SqlToRelConverter;
import org.apache.calcite.sql2rel.StandardConvertletTable;
import org.jspecify.annotations.Nullable;

/// Calcite's translator from syntax to trees, which takes it for a defect of its own when a column
/// can be NULL by the validator's rules but not by those of the tree, or the other way round. Here
/// the validator is believed.
final class QueryConverter extends SqlToRelConverter {
  private static final Config CONFIG =
      SqlToRelConverter.config()
          .withExpand(false)
          .withTrimUnusedFields(false)
          // A correlated subquery must not be moved to where its columns have other numbers.
          .withRelBuilderConfigTransform(builder -> builder.withBloat(-1))
          .withInSubQueryThreshold(Integer.MAX_VALUE);

  QueryConverter(Validator validator, CatalogReader catalog, RelOptCluster cluster) {
    super(
        (rowType, sql, schemaPath, viewPath) -> {
          throw new IllegalStateException("views are tables that translate themselves");
        },
        validator,
        catalog,
        cluster,
        QueryConverter::convertlet,
        CONFIG);
  }

  /// Calcite would compute AVG and others of its aggregates over windows from sums; ours are exact.
  private static @Nullable SqlRexConvertlet convertlet(SqlCall call) {
    if (call.getOperator() instanceof SqlAggFunction aggregate) {
      return (context, aggregated) ->
          StandardConvertletTable.INSTANCE.convertAggregateFunction(context, aggregate, aggregated);
    }
    return switch (call.getKind()) {
      case IS_TRUE, IS_NOT_TRUE, IS_FALSE, IS_NOT_FALSE -> SubqueryTruth::convert;
      default -> StandardConvertletTable.INSTANCE.get(call);
    };
  }

  @Override
  protected RelRoot convertQueryRecursive(
      SqlNode query, boolean top, @Nullable RelDataType targetRowType) {
    var root = super.convertQueryRecursive(query, top, targetRowType);
    if (!top) {
      return root;
    }
    var validated = Objects.requireNonNull(validator).getValidatedNodeType(query);
    return root.withRel(retyped(root.rel, validated.getFieldList()));
  }

  /// The tree with its first columns as nullable as the validator says; others, which only order
  /// the rows, follow.
  private RelNode retyped(RelNode tree, List<RelDataTypeField> validated) {
    var builder = RelFactories.LOGICAL_BUILDER.create(getCluster(), null).push(tree);
    var columns = new ArrayList<RexNode>(builder.fields());
    boolean differs = false;
    for (int i = 0; i < validated.size(); i++) {
      var type = validated.get(i).getType();
      var column = columns.get(i);
      if (!type.equals(column.getType())
          && SqlTypeUtil.equalSansNullability(
              getCluster().getTypeFactory(), type, column.getType())) {
        columns.set(i, getRexBuilder().makeAbstractCast(type, column, false));
        differs = true;
      }
    }
    return differs
        ? builder.project(columns, tree.getRowType().getFieldNames(), true).build()
        : tree;
  }
}
