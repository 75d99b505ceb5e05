package dev.mutirao.jdbc;

import java.lang.reflect.InvocationTargetException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.ThreadPoolExecutor;
import org.apache.arrow.driver.jdbc.ArrowFlightConnection;

/// The threads on which Arrow's driver reads results. They keep a process alive for a minute after
/// its last statement, unless its connections are closed, and Arrow has no setting for it: these
/// here are daemons.
final class ReadingThreads {
  private ReadingThreads() {}

  /// Makes those of a connection daemons; to be called before its first statement.
  static void makeDaemons(Connection connection) throws SQLException {
    var arrow = connection.unwrap(ArrowFlightConnection.class);
    var threads = (ThreadPoolExecutor) pool(arrow);
    var named = threads.getThreadFactory();
    threads.setThreadFactory(step -> {
      var thread = named.newThread(step);
      thread.setDaemon(true);
      return thread;
    });
  }

  private static Object pool(ArrowFlightConnection connection) {
    try {
      var pool = ArrowFlightConnection.class.getDeclaredMethod("getExecutorService");
      pool.setAccessible(true);
      return pool.invoke(connection);
    } catch (InvocationTargetException e) {
      throw new IllegalStateException(e.getCause());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e); // another version of Arrow's driver
    }
  }
}
