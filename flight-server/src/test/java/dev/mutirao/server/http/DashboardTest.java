package dev.mutirao.server.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mutirao.connectors.error.ErrorCode;
import dev.mutirao.connectors.error.MutiraoException;
import dev.mutirao.executor.plan.QueryId;
import dev.mutirao.server.coordinator.QueryTotals.Totals;
import dev.mutirao.server.query.QueryProfile;
import dev.mutirao.server.query.QueryState;
import dev.mutirao.server.rpc.ClusterSecret;
import dev.mutirao.server.rpc.CoordinatorCalls.NodeFigures;
import dev.mutirao.server.scheduler.ExecutorInfo;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class DashboardTest {
  private static final String LOOPBACK = "127.0.0.1";

  private static final ClusterSnapshot EMPTY =
      new ClusterSnapshot(0, List.of(), List.of(), new Totals(Map.of(), 0, 0));

  private static final ClusterSnapshot BUSY =
      new ClusterSnapshot(
          1,
          List.of(
              new ClusterSnapshot.Node(
                  new ExecutorInfo("id", "ex\"1\"", "grpc://10.0.0.7:8820", 4, 1 << 30, "1"),
                  Optional.of(new NodeFigures(0.25, 1 << 20, 2 << 20, 1 << 30, 11, 22, 3)))),
          List.of(
              query(QueryState.RUNNING, "SELECT '<script>alert(1)</script>'", Optional.empty()),
              query(QueryState.FAILED, "SELECT 1 / 0", Optional.of("division <by> zero"))),
          new Totals(Map.of(QueryState.FINISHED, 5L, QueryState.FAILED, 1L), 1_000, 4_096));

  @Test
  void healthNeedsNoExecutorAndNoSecret() throws Exception {
    try (var dashboard = start(EMPTY, ClusterSecret.of("s3cret"))) {
      assertEquals(200, get(dashboard, "/healthz").statusCode());
    }
  }

  @Test
  void readinessTellsWhyNot() throws Exception {
    try (var dashboard = start(EMPTY, ClusterSecret.of("s3cret"))) {
      var answer = get(dashboard, "/readyz");
      assertEquals(503, answer.statusCode());
      assertTrue(answer.body().startsWith("the cluster has no executors"), answer.body());
    }
    try (var dashboard = start(BUSY, ClusterSecret.NONE)) {
      assertEquals(200, get(dashboard, "/readyz").statusCode());
    }
  }

  @Test
  void metricsAreWhatPrometheusReads() throws Exception {
    try (var dashboard = start(BUSY, ClusterSecret.NONE)) {
      var answer = get(dashboard, "/metrics");
      assertEquals(200, answer.statusCode());
      assertEquals(
          "text/plain; version=0.0.4; charset=utf-8",
          answer.headers().firstValue("Content-Type").orElseThrow());
      var lines = answer.body().lines().toList();
      var labels = "{executor=\"ex\\\"1\\\"\",address=\"grpc://10.0.0.7:8820\"} ";
      for (var expected :
          List.of(
              "mutirao_executors 1",
              "mutirao_queries{state=\"running\"} 1",
              "mutirao_queries{state=\"starting\"} 0",
              "mutirao_queries_ended_total{state=\"finished\"} 5",
              "mutirao_queries_ended_total{state=\"failed\"} 1",
              "mutirao_queries_ended_total{state=\"cancelled\"} 0",
              "mutirao_result_rows_total 1000",
              "mutirao_scanned_bytes_total 4096",
              "mutirao_executor_cpu_ratio" + labels + "0.25",
              "mutirao_executor_memory_bytes" + labels + (2 << 20),
              "mutirao_executor_memory_limit_bytes" + labels + (1 << 30),
              "mutirao_executor_sent_bytes_total" + labels + "11",
              "mutirao_executor_received_bytes_total" + labels + "22",
              "mutirao_executor_queries" + labels + "3")) {
        assertTrue(lines.contains(expected), () -> "no <" + expected + "> in " + answer.body());
      }
      assertTrue(
          lines.stream()
              .allMatch(line -> line.matches("# (HELP|TYPE) \\w+ .+|\\w+(\\{.+})? [-0-9.E]+")),
          answer.body());
    }
  }

  @Test
  void pageShowsExecutorsAndQueriesEscaped() throws Exception {
    try (var dashboard = start(BUSY, ClusterSecret.NONE)) {
      var page = get(dashboard, "/").body();
      assertTrue(page.contains("<td>ex&quot;1&quot;</td><td>grpc://10.0.0.7:8820</td>"), page);
      assertTrue(page.contains("25 %"), page);
      assertTrue(page.contains("SELECT &#39;&lt;script&gt;alert(1)&lt;/script&gt;&#39;"), page);
      assertTrue(page.contains("division &lt;by&gt; zero"), page);
      assertTrue(page.contains("<td class=failed>failed</td>"), page);
      assertTrue(page.contains("http-equiv=\"refresh\""), page);
      assertFalse(page.contains("<script"), page);
      assertFalse(page.contains("src="), page);
    }
  }

  @Test
  void pageOfAnEmptyClusterSaysWhatToDo() throws Exception {
    try (var dashboard = start(EMPTY, ClusterSecret.NONE)) {
      assertTrue(get(dashboard, "/").body().contains("mutirao executor --coordinator"));
    }
  }

  @Test
  void secretGuardsPageAndMetrics() throws Exception {
    var basic = Base64.getEncoder().encodeToString("ana:s3cret".getBytes(StandardCharsets.UTF_8));
    try (var dashboard = start(BUSY, ClusterSecret.of("s3cret"))) {
      for (var path : List.of("/", "/metrics")) {
        var refused = get(dashboard, path);
        assertEquals(401, refused.statusCode());
        assertFalse(refused.body().contains("executor"), refused.body());
        assertEquals(401, get(dashboard, path, "Authorization", "Bearer guess").statusCode());
        assertEquals(401, get(dashboard, path, "Authorization", "Basic ???").statusCode());
        assertEquals(200, get(dashboard, path, "Authorization", "Bearer s3cret").statusCode());
        assertEquals(200, get(dashboard, path, "Authorization", "Basic " + basic).statusCode());
      }
    }
  }

  @Test
  void otherPathsAndMethodsAreRefused() throws Exception {
    try (var dashboard = start(BUSY, ClusterSecret.NONE)) {
      assertEquals(404, get(dashboard, "/metrics/x").statusCode());
      var post = request(dashboard, "/").POST(HttpRequest.BodyPublishers.noBody()).build();
      assertEquals(405, send(post).statusCode());
      var head = send(request(dashboard, "/").HEAD().build());
      assertEquals(200, head.statusCode());
      assertEquals("", head.body());
    }
  }

  @Test
  void siteWhoseNameLeadsHereIsRefused() throws Exception {
    try (var dashboard = start(BUSY, ClusterSecret.NONE);
        var socket = new Socket(InetAddress.getLoopbackAddress(), dashboard.port())) {
      var request = "GET / HTTP/1.1\r\nHost: evil.example:8816\r\nConnection: close\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      var answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertTrue(answer.startsWith("HTTP/1.1 403"), answer);
    }
  }

  @Test
  void takenPortIsAnErrorThatNamesTheOption() throws IOException {
    try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      var failure =
          assertThrows(
              MutiraoException.class,
              () ->
                  Dashboard.start(() -> EMPTY, LOOPBACK, taken.getLocalPort(), ClusterSecret.NONE));
      assertEquals(ErrorCode.PORT_IN_USE, failure.code());
      assertTrue(failure.getMessage().contains("--dashboard-port"), failure.getMessage());
    }
  }

  @Test
  void portIsFreeAfterTheEnd() throws IOException {
    var dashboard = start(EMPTY, ClusterSecret.NONE);
    dashboard.close();
    Dashboard.start(() -> EMPTY, LOOPBACK, dashboard.port(), ClusterSecret.NONE).close();
  }

  private static Dashboard start(ClusterSnapshot cluster, ClusterSecret secret) {
    return Dashboard.start(() -> cluster, LOOPBACK, 0, secret);
  }

  private static QueryProfile query(QueryState state, String sql, Optional<String> error) {
    return new QueryProfile(
        QueryId.random(),
        sql,
        "ana",
        state,
        Instant.EPOCH,
        1_500_000_000,
        error,
        List.of(),
        List.of());
  }

  private static HttpResponse<String> get(Dashboard dashboard, String path, String... headers)
      throws Exception {
    var request = request(dashboard, path);
    return send((headers.length == 0 ? request : request.headers(headers)).build());
  }

  private static HttpRequest.Builder request(Dashboard dashboard, String path) {
    return HttpRequest.newBuilder(URI.create("http://" + LOOPBACK + ":" + dashboard.port() + path));
  }

  private static HttpResponse<String> send(HttpRequest request) throws Exception {
    try (var client = HttpClient.newHttpClient()) {
      return client.send(request, HttpResponse.BodyHandlers.ofString());
    }
  }
}
