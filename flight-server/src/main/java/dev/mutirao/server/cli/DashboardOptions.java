package dev.mutirao.server.cli;

import dev.mutirao.server.coordinator.Coordinator;
import dev.mutirao.server.http.Dashboard;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// Where a coordinator's dashboard listens.
final class DashboardOptions {
  @Option(
      names = "--dashboard-port",
      paramLabel = "P",
      converter = OptionValues.Port.class,
      description = "HTTP port of dashboard and metrics (default: the one after --port).")
  private @Nullable Integer port;

  /// Starts the dashboard on the coordinator's address.
  ///
  /// @param flightPort as the user gave it; 0 means any free port for the dashboard, too
  Dashboard start(Coordinator coordinator, int flightPort, ServerOptions server) {
    int byDefault = flightPort == 0 || flightPort == 65_535 ? 0 : flightPort + 1;
    return Dashboard.start(
        coordinator, server.host, port == null ? byDefault : port, server.secret());
  }

  /// Where people find it.
  static String address(Dashboard dashboard, ServerOptions server) {
    var host = server.localAddress();
    var name = host.contains(":") && !host.startsWith("[") ? "[" + host + "]" : host;
    return "http://" + name + ":" + dashboard.port() + "/";
  }
}
