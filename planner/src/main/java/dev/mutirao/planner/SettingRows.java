package dev.mutirao.planner;

import dev.mutirao.connectors.type.Schema;
import dev.mutirao.executor.plan.PlanNode;
import dev.mutirao.planner.explain.ResultRows;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/// What `SHOW` tells about settings.
final class SettingRows {
  static final Schema ALL = ResultRows.schema("name", "value", "description");

  private SettingRows() {}

  static PlanNode.Values all(Map<String, String> settings) {
    return ResultRows.rows(
        ALL,
        Arrays.stream(Setting.values())
            .map(setting ->
                List.of(setting.settingName(), setting.in(settings), setting.description()))
            .toList());
  }

  static PlanNode.Values one(Setting setting, Map<String, String> settings) {
    return ResultRows.rows(
        ResultRows.schema(setting.settingName()), List.of(List.of(setting.in(settings))));
  }
}
