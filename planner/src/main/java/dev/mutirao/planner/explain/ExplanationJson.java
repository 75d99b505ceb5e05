package dev.mutirao.planner.explain;

import dev.mutirao.connectors.type.Schema;
import dev.mutirao.executor.plan.PlanFragment;
import dev.mutirao.executor.plan.PlanNode;
import java.util.List;
import java.util.stream.Collectors;

/// Prints an explanation for programs.
final class ExplanationJson {
  private ExplanationJson() {}

  static String of(Explanation explanation) {
    var steps =
        explanation.steps().stream()
            .map(step -> "{\"step\":" + text(step.name()) + ",\"nanos\":" + step.nanos() + "}")
            .collect(Collectors.joining(",", "[", "]"));
    return "{\"logical\":"
        + lines(Explanation.tree(explanation.logical()))
        + ",\"optimised\":"
        + lines(Explanation.tree(explanation.optimised().tree()))
        + ",\"planning\":"
        + steps
        + ",\"fragments\":"
        + explanation.plan().fragments().stream()
            .map(ExplanationJson::fragment)
            .collect(Collectors.joining(",", "[", "]"))
        + "}";
  }

  private static String fragment(PlanFragment fragment) {
    return "{\"fragment\":"
        + fragment.number()
        + ",\"placement\":"
        + text(fragment.placement().name())
        + ",\"partitioning\":"
        + text(
            fragment.partitioning().getClass().getSimpleName().toUpperCase(java.util.Locale.ROOT))
        + ",\"plan\":"
        + node(fragment.root())
        + "}";
  }

  private static String node(PlanNode node) {
    return "{\"node\":"
        + text(node.getClass().getSimpleName())
        + ",\"detail\":"
        + text(FragmentText.title(node))
        + ",\"output\":"
        + columns(node.output())
        + ",\"inputs\":"
        + node.inputs().stream()
            .map(ExplanationJson::node)
            .collect(Collectors.joining(",", "[", "]"))
        + "}";
  }

  private static String columns(Schema schema) {
    return schema.fields().stream()
        .map(field ->
            "{\"name\":" + text(field.name()) + ",\"type\":" + text(field.type().sql()) + "}")
        .collect(Collectors.joining(",", "[", "]"));
  }

  private static String lines(String text) {
    List<String> lines = text.stripTrailing().lines().toList();
    return lines.stream().map(ExplanationJson::text).collect(Collectors.joining(",", "[", "]"));
  }

  private static String text(String value) {
    var quoted = new StringBuilder("\"");
    value
        .chars()
        .forEach(c -> {
          switch (c) {
            case '"' -> quoted.append("\\\"");
            case '\\' -> quoted.append("\\\\");
            default -> {
              if (c < ' ') {
                quoted.append(String.format(java.util.Locale.ROOT, "\\u%04x", c));
              } else {
                quoted.append((char) c);
              }
            }
          }
        });
    return quoted.append('"').toString();
  }
}
