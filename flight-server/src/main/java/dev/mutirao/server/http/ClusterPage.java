package dev.mutirao.server.http;

import dev.mutirao.server.query.QueryProfile;
import dev.mutirao.server.query.QueryState;
import dev.mutirao.server.rpc.CoordinatorCalls.NodeFigures;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/// A cluster as a page that reloads itself: who is there, and what is asked. It needs nothing from
/// elsewhere, and runs no script. Whatever others wrote is escaped.
final class ClusterPage {
  static final String CONTENT_TYPE = "text/html; charset=utf-8";

  private static final int LONGEST_SQL = 2_000;
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

  private static final String HEAD =
      """
      <!DOCTYPE html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta http-equiv="refresh" content="2">
      <title>Mutirão</title>
      <style>
      body { font: 14px/1.4 system-ui, sans-serif; margin: 2em; color: #222; background: #fff; }
      h1 { font-size: 1.4em; } h2 { font-size: 1.1em; margin-top: 2em; }
      table { border-collapse: collapse; width: 100%; }
      th, td { text-align: left; padding: .3em .8em .3em 0; border-bottom: 1px solid #ddd; vertical-align: top; }
      td.number, th.number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
      pre { margin: 0; white-space: pre-wrap; word-break: break-word; font-size: 12px; }
      .failed { color: #b00020; } .running, .starting { color: #00639b; } .cancelled { color: #777; }
      </style>
      </head>
      <body>
      """;

  private final StringBuilder html = new StringBuilder(HEAD);

  private ClusterPage() {}

  static String of(ClusterSnapshot cluster) {
    var page = new ClusterPage();
    page.executors(cluster);
    page.queries(cluster);
    return page.html.append("</body>\n</html>\n").toString();
  }

  private void executors(ClusterSnapshot cluster) {
    html.append("<h1>Mutirão</h1>\n<h2>Executors (")
        .append(cluster.available())
        .append(")</h2>\n<table>\n<tr><th>Name</th><th>Address</th><th class=number>Threads</th>")
        .append("<th class=number>CPU</th><th class=number>Query memory</th>")
        .append("<th class=number>Heap</th><th class=number>Sent</th>")
        .append("<th class=number>Received</th><th class=number>Queries</th></tr>\n");
    for (var node : cluster.nodes()) {
      html.append("<tr>");
      text(node.info().name());
      text(node.info().address());
      number(Integer.toString(node.info().threads()));
      node.figures().ifPresentOrElse(this::figures, this::noFigures);
      html.append("</tr>\n");
    }
    html.append("</table>\n");
    if (cluster.nodes().isEmpty()) {
      html.append("<p>No executors yet: <code>mutirao executor --coordinator ...</code></p>\n");
    }
  }

  private void figures(NodeFigures figures) {
    number("%.0f %%".formatted(figures.cpu() * 100));
    number(bytes(figures.memory()) + " of " + bytes(figures.memoryLimit()));
    number(bytes(figures.heap()));
    number(bytes(figures.sent()));
    number(bytes(figures.received()));
    number(Integer.toString(figures.queries()));
  }

  private void noFigures() {
    html.append("<td colspan=6>no heartbeat yet</td>");
  }

  private void queries(ClusterSnapshot cluster) {
    html.append("<h2>Queries</h2>\n<table>\n<tr><th>Started (UTC)</th><th>State</th>")
        .append("<th class=number>Seconds</th><th>User</th><th>SQL</th></tr>\n");
    cluster.queries().forEach(this::query);
    html.append("</table>\n");
    if (cluster.queries().isEmpty()) {
      html.append("<p>None yet.</p>\n");
    }
  }

  private void query(QueryProfile query) {
    var state = name(query.state());
    html.append("<tr>");
    text(TIME.format(query.started()));
    html.append("<td class=").append(state).append('>').append(state).append("</td>");
    number("%.2f".formatted(query.elapsedNanos() / 1e9));
    text(query.user());
    html.append("<td><pre>").append(escaped(shortened(query.sql()))).append("</pre>");
    query
        .error()
        .ifPresent(
            error -> html.append("<pre class=failed>").append(escaped(error)).append("</pre>"));
    html.append("</td></tr>\n");
  }

  private void text(String value) {
    html.append("<td>").append(escaped(value)).append("</td>");
  }

  private void number(String value) {
    html.append("<td class=number>").append(value).append("</td>");
  }

  private static String name(QueryState state) {
    return state.name().toLowerCase(Locale.ROOT);
  }

  private static String shortened(String sql) {
    return sql.length() <= LONGEST_SQL ? sql : sql.substring(0, LONGEST_SQL) + " ...";
  }

  private static String bytes(long count) {
    return count < 10L << 20
        ? "%.1f MiB".formatted(count / 1048576.0)
        : "%d MiB".formatted(count >> 20);
  }

  /// Text as HTML shows it, in elements and in quoted attributes.
  static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }
}
