package dev.mutirao.planner;

import dev.mutirao.connectors.type.Field;
import dev.mutirao.connectors.type.Schema;
import dev.mutirao.connectors.type.Type;
import dev.mutirao.executor.plan.PlanNode;
import dev.mutirao.executor.plan.QueryPlan;
import dev.mutirao.executor.plan.WriteTarget;
import dev.mutirao.executor.userfunction.JarContent;
import dev.mutirao.planner.catalog.CatalogFunction;
import dev.mutirao.planner.catalog.CatalogObject;
import dev.mutirao.planner.explain.Explanation;
import dev.mutirao.planner.parser.Word;
import java.util.Optional;

/// What is to be done for a statement. Planning itself changes nothing.
public sealed interface PlannedStatement {
  /// Run the plan and give its rows.
  record Query(QueryPlan plan) implements PlannedStatement {}

  /// Run the plan, drop its rows, and give the explanation with what was measured.
  record Analyze(QueryPlan plan, Explanation explanation, boolean json)
      implements PlannedStatement {}

  /// Run the plan, whose rows name the files that it wrote, put them into place, and give the
  /// number of rows as {@link #ROWS}; then save `created`.
  ///
  /// @param place of the target in the statement
  /// @param columns what the files hold, and what their folders say
  record Write(
      QueryPlan plan, Word place, WriteTarget target, Schema columns, Optional<Create> created)
      implements PlannedStatement {
    public static final Schema ROWS = Schema.of(new Field("rows", Type.Simple.BIGINT, false));
  }

  /// Give rows that are known already.
  record Result(PlanNode.Values rows) implements PlannedStatement {}

  /// Save a view or an external table ({@link Planner#apply}).
  record Create(CatalogObject object, boolean replace, boolean ifNotExists)
      implements PlannedStatement {}

  /// Remove a view or an external table ({@link Planner#apply}).
  record Drop(Class<? extends CatalogObject> kind, String name, boolean ifExists)
      implements PlannedStatement {}

  /// Save a function ({@link Planner#apply}).
  ///
  /// @param jar the bytes of its jar, if it is of one
  record CreateFunction(
      CatalogFunction function, Optional<JarContent> jar, boolean replace, boolean ifNotExists)
      implements PlannedStatement {}

  /// Remove a function ({@link Planner#apply}).
  record DropFunction(String name, boolean ifExists) implements PlannedStatement {}

  /// Change a session's setting, whose name and value are checked; back to its default without a
  /// value.
  record ChangeSetting(String name, Optional<String> value) implements PlannedStatement {}

  /// Put all of a session's settings back to their defaults.
  record ResetSettings() implements PlannedStatement {}
}
