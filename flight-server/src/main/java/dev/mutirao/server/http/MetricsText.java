package dev.mutirao.server.http;

import dev.mutirao.server.query.QueryState;
import dev.mutirao.server.rpc.CoordinatorCalls.NodeFigures;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.Function;

/// A cluster in Prometheus' text format, version 0.0.4.
final class MetricsText {
  static final String CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8";

  private final StringBuilder text = new StringBuilder();
  private final ClusterSnapshot cluster;

  private MetricsText(ClusterSnapshot cluster) {
    this.cluster = cluster;
  }

  static String of(ClusterSnapshot cluster) {
    var metrics = new MetricsText(cluster);
    metrics.ofCluster();
    metrics.ofExecutors();
    return metrics.text.toString();
  }

  private void ofCluster() {
    metric("mutirao_executors", "gauge", "Executors that take new tasks");
    sample("mutirao_executors", "", cluster.available());
    metric("mutirao_queries", "gauge", "Queries that have not ended");
    for (var state : states(false)) {
      long count = cluster.queries().stream().filter(query -> query.state() == state).count();
      sample("mutirao_queries", label("state", name(state)), count);
    }
    var totals = cluster.totals();
    metric("mutirao_queries_ended_total", "counter", "Queries that have ended");
    for (var state : states(true)) {
      var count = totals.queries().getOrDefault(state, 0L);
      sample("mutirao_queries_ended_total", label("state", name(state)), count);
    }
    metric("mutirao_result_rows_total", "counter", "Rows that ended queries gave to clients");
    sample("mutirao_result_rows_total", "", totals.rows());
    metric("mutirao_scanned_bytes_total", "counter", "Bytes that ended queries read from files");
    sample("mutirao_scanned_bytes_total", "", totals.bytesRead());
  }

  private void ofExecutors() {
    executors("cpu_ratio", "gauge", "Share of the machine's processors in use", NodeFigures::cpu);
    executors("heap_bytes", "gauge", "Java heap in use", NodeFigures::heap);
    executors("memory_bytes", "gauge", "Memory that queries hold", NodeFigures::memory);
    executors(
        "memory_limit_bytes", "gauge", "Memory that queries may hold", NodeFigures::memoryLimit);
    executors("sent_bytes_total", "counter", "Batches sent to others", NodeFigures::sent);
    executors(
        "received_bytes_total", "counter", "Batches received from others", NodeFigures::received);
    executors("queries", "gauge", "Queries with tasks there", NodeFigures::queries);
  }

  private void executors(
      String name, String kind, String meaning, Function<NodeFigures, Number> figure) {
    var metric = "mutirao_executor_" + name;
    metric(metric, kind, meaning);
    for (var node : cluster.nodes()) {
      if (node.figures().isPresent()) {
        var labels =
            label("executor", node.info().name()) + "," + label("address", node.info().address());
        sample(metric, labels, figure.apply(node.figures().get()));
      }
    }
  }

  private void metric(String name, String kind, String meaning) {
    text.append("# HELP ").append(name).append(' ').append(meaning).append(".\n");
    text.append("# TYPE ").append(name).append(' ').append(kind).append('\n');
  }

  private void sample(String name, String labels, Number value) {
    text.append(name);
    if (!labels.isEmpty()) {
      text.append('{').append(labels).append('}');
    }
    text.append(' ').append(value).append('\n');
  }

  private static String label(String name, String value) {
    var escaped = value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
    return name + "=\"" + escaped + "\"";
  }

  private static QueryState[] states(boolean ended) {
    return Arrays.stream(QueryState.values())
        .filter(state -> state.ended() == ended)
        .toArray(QueryState[]::new);
  }

  private static String name(QueryState state) {
    return state.name().toLowerCase(Locale.ROOT);
  }
}
