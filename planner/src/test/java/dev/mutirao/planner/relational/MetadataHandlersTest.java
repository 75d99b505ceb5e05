package dev.mutirao.planner.relational;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.JoinRelType;
import org.apache.calcite.rel.metadata.JaninoRelMetadataProvider;
import org.apache.calcite.rel.metadata.RelMetadataQuery;
import org.apache.calcite.rel.metadata.RelMetadataQueryBase;
import org.apache.calcite.tools.Frameworks;
import org.apache.calcite.tools.RelBuilder;
import org.apache.calcite.util.ImmutableBitSet;
import org.junit.jupiter.api.Test;

/// Calcite's own provider is the oracle.
class MetadataHandlersTest {
  private static final List<Function<RelNode, Object>> QUESTIONS =
      List.of(
          node -> query(node).getRowCount(node),
          node -> query(node).getMaxRowCount(node),
          node -> String.valueOf(query(node).getUniqueKeys(node)),
          node -> String.valueOf(query(node).areColumnsUnique(node, ImmutableBitSet.of(0))),
          node ->
              String.valueOf(query(node).getDistinctRowCount(node, ImmutableBitSet.of(0), null)),
          node -> query(node).getPulledUpPredicates(node).pulledUpPredicates.toString(),
          node -> String.valueOf(query(node).getSelectivity(node, null)),
          node -> String.valueOf(query(node).getColumnOrigins(node, 0)),
          node -> String.valueOf(query(node).getAverageColumnSizes(node)),
          node -> query(node).getCumulativeCost(node).toString());

  private final RelBuilder builder =
      RelBuilder.create(
          Frameworks.newConfigBuilder().defaultSchema(Frameworks.createRootSchema(true)).build());

  @Test
  void answersAreThoseOfCalcitesOwnProvider() {
    var root = plan();
    var ours = ask(root);
    RelMetadataQueryBase.THREAD_PROVIDERS.set(JaninoRelMetadataProvider.DEFAULT);
    root.getCluster().setMetadataQuerySupplier(RelMetadataQuery::instance);
    root.getCluster().invalidateMetadataQuery();
    var calcites = ask(root);
    assertFalse(ours.isEmpty());
    assertEquals(calcites, ours);
  }

  @Test
  void sameQuestionIsAnsweredFromMemory() {
    var root = plan();
    var query = query(root);
    assertEquals(query.getRowCount(root), query.getRowCount(root));
    assertEquals(query.getUniqueKeys(root), query.getUniqueKeys(root));
    assertFalse(query.map.row(root).isEmpty());
  }

  private RelNode plan() {
    new MetadataHandlers(List.of()).answer(builder.getCluster());
    builder
        .values(new String[] {"a", "b"}, 1, "x", 2, "y", 3, null)
        .values(new String[] {"c", "d"}, 1, 10, 1, 20)
        .join(JoinRelType.LEFT, builder.equals(builder.field(2, 0, "a"), builder.field(2, 1, "c")))
        .filter(builder.greaterThan(builder.field("a"), builder.literal(1)))
        .aggregate(builder.groupKey("a"), builder.count(false, "n", builder.field("d")))
        .sortLimit(0, 2, builder.field("n"));
    return builder.build();
  }

  private static List<Object> ask(RelNode node) {
    var answers = new ArrayList<Object>();
    QUESTIONS.forEach(question -> answers.add(question.apply(node)));
    node.getInputs().forEach(input -> answers.addAll(ask(input)));
    return answers;
  }

  private static RelMetadataQuery query(RelNode node) {
    return node.getCluster().getMetadataQuery();
  }
}
