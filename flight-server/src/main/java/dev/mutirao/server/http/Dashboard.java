package dev.mutirao.server.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.mutirao.connectors.error.ClusterErrors;
import dev.mutirao.connectors.error.ErrorCode;
import dev.mutirao.connectors.error.MutiraoException;
import dev.mutirao.server.coordinator.Coordinator;
import dev.mutirao.server.rpc.ClusterSecret;
import dev.mutirao.server.rpc.FlightEndpoint;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Shows a cluster over HTTP, read-only:
///
/// | path | gives | secret |
/// | --- | --- | --- |
/// | `/` | the page for people | needed |
/// | `/metrics` | figures for Prometheus | needed |
/// | `/healthz` | 200 while the process lives | not needed |
/// | `/readyz` | 200 when queries can run, else 503 and why | not needed |
public final class Dashboard implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Dashboard.class);
  private static final String PLAIN = "text/plain; charset=utf-8";

  private record Answer(int status, String type, String body) {}

  private final HttpServer server;
  private final ExecutorService calls;
  private final HttpAccess access;
  private final Supplier<ClusterSnapshot> cluster;

  private Dashboard(HttpServer server, HttpAccess access, Supplier<ClusterSnapshot> cluster) {
    this.server = server;
    this.access = access;
    this.cluster = cluster;
    this.calls = Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("http-", 0).factory());
    server.setExecutor(calls);
    server.createContext("/", this::handle);
    server.start();
  }

  /// Starts to listen.
  ///
  /// @param port 0 for any free one
  /// @throws MutiraoException when it cannot listen there
  public static Dashboard start(
      Coordinator coordinator, String host, int port, ClusterSecret secret) {
    return start(() -> ClusterSnapshot.of(coordinator), host, port, secret);
  }

  static Dashboard start(
      Supplier<ClusterSnapshot> cluster, String host, int port, ClusterSecret secret) {
    try {
      var server = HttpServer.create(new InetSocketAddress(host, port), 0);
      return new Dashboard(server, new HttpAccess(secret), cluster);
    } catch (IOException failure) {
      var why = FlightEndpoint.cannotListen(host + ":" + port, failure);
      throw why.code() == ErrorCode.PORT_IN_USE
          ? ClusterErrors.dashboardPortInUse(host + ":" + port)
          : why;
    }
  }

  public int port() {
    return server.getAddress().getPort();
  }

  @Override
  public void close() {
    server.stop(0);
    calls.shutdownNow();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      var answer = answer(exchange);
      var body = answer.body().getBytes(StandardCharsets.UTF_8);
      var headers = exchange.getResponseHeaders();
      headers.set("Content-Type", answer.type());
      headers.set("Cache-Control", "no-store");
      headers.set("X-Content-Type-Options", "nosniff");
      headers.set(
          "Content-Security-Policy",
          "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'");
      if (answer.status() == 401) {
        headers.set("WWW-Authenticate", HttpAccess.CHALLENGE);
      }
      boolean head = exchange.getRequestMethod().equals("HEAD");
      exchange.sendResponseHeaders(answer.status(), head ? -1 : body.length);
      if (!head) {
        exchange.getResponseBody().write(body);
      }
    }
  }

  private Answer answer(HttpExchange exchange) {
    var method = exchange.getRequestMethod();
    if (!method.equals("GET") && !method.equals("HEAD")) {
      return new Answer(405, PLAIN, "only GET and HEAD are answered\n");
    }
    try {
      return switch (exchange.getRequestURI().getPath()) {
        case "/healthz" -> new Answer(200, PLAIN, "alive\n");
        case "/readyz" -> readiness();
        case "/metrics" ->
            guarded(exchange, () -> new Answer(200, MetricsText.CONTENT_TYPE, metrics()));
        case "/" -> guarded(exchange, () -> new Answer(200, ClusterPage.CONTENT_TYPE, page()));
        case null, default ->
            new Answer(404, PLAIN, "there are /, /metrics, /healthz and /readyz\n");
      };
    } catch (RuntimeException defect) {
      LOG.error("cannot answer {}", exchange.getRequestURI(), defect);
      return new Answer(500, PLAIN, "internal error, see the log\n");
    }
  }

  private Answer guarded(HttpExchange exchange, Supplier<Answer> answer) {
    return switch (access.of(exchange.getRequestHeaders())) {
      case ALLOWED -> answer.get();
      case SECRET_MISSING ->
          new Answer(401, PLAIN, "the cluster's secret is needed, as bearer token or password\n");
      case OTHER_SITE ->
          new Answer(
              403, PLAIN, "without a secret, only localhost or an IP address may be named\n");
    };
  }

  private Answer readiness() {
    return cluster.get().available() > 0
        ? new Answer(200, PLAIN, "ready\n")
        : new Answer(503, PLAIN, ClusterErrors.noExecutors().getMessage() + "\n");
  }

  private String metrics() {
    return MetricsText.of(cluster.get());
  }

  private String page() {
    return ClusterPage.of(cluster.get());
  }
}
