package dev.mutirao.benchmarks.contest;

import dev.mutirao.benchmarks.LocalCluster;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.arrow.memory.RootAllocator;

/// The process of one engine: reads statements from its standard input, runs them over JDBC and
/// fetches all rows, and writes what came out. [EngineProcess] is its other end.
final class EngineMain {
  static final int READY = 1;
  static final int ANSWER = 2;
  static final int FAILURE = 3;

  /// Held, for a logger that nobody holds forgets its level.
  private static final Logger ARROW = Logger.getLogger("org.apache.arrow");

  private EngineMain() {}

  public static void main(String[] arguments) throws Exception {
    int threads = Integer.parseInt(arguments[1]);
    var in = new DataInputStream(new BufferedInputStream(System.in));
    var out = new DataOutputStream(new BufferedOutputStream(System.out));
    System.setOut(System.err); // nothing else may get between the answers
    ARROW.setLevel(Level.WARNING); // it tells which allocator it uses
    var engine = Engine.valueOf(arguments[0]);
    switch (engine) {
      case DUCKDB -> {
        try (var database = DriverManager.getConnection("jdbc:duckdb:")) {
          Rows.of(database, "SET threads = " + threads);
          serve(database, in, out);
        }
      }
      case EMBEDDED -> {
        var url = "jdbc:mutirao:?threads=" + threads;
        try (var database = DriverManager.getConnection(url)) {
          serve(database, in, out);
        }
      }
      case TWO_EXECUTORS, FOUR_EXECUTORS -> {
        int executors = engine.executors();
        try (var allocator = new RootAllocator();
            var cluster = LocalCluster.start(allocator, executors, Math.max(executors, threads));
            var database = DriverManager.getConnection(cluster.jdbcUrl())) {
          serve(database, in, out);
        }
      }
      case DATAFUSION, SPARK -> throw new IllegalArgumentException("an engine of PythonEngine");
    }
  }

  private static void serve(Connection database, DataInputStream in, DataOutputStream out)
      throws IOException {
    out.writeByte(READY);
    out.flush();
    for (int more = in.read(); more >= 0; more = in.read()) {
      var sql = in.readUTF();
      try {
        long began = System.nanoTime();
        var rows = Rows.of(database, sql);
        long nanos = System.nanoTime() - began;
        out.writeByte(ANSWER);
        out.writeLong(nanos);
        rows.write(out);
      } catch (SQLException failure) {
        out.writeByte(FAILURE);
        out.writeUTF(String.valueOf(failure.getMessage()));
      }
      out.flush();
    }
  }
}
