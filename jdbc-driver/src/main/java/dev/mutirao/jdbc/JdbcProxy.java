package dev.mutirao.jdbc;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Wrapper;

/// Stands before the objects of Arrow's driver, which are final: hands every call on, translates
/// errors, and hands out objects that do the same.
class JdbcProxy implements InvocationHandler {
  private final Object target;
  private final Object parent;

  /// @param parent what {@code getConnection} and {@code getStatement} give, or null
  JdbcProxy(Object target, Object parent) {
    this.target = target;
    this.parent = parent;
  }

  static Connection connection(Connection target, Runnable whenClosed) {
    return (Connection) proxy(Connection.class, new OfConnection(target, whenClosed));
  }

  @Override
  public Object invoke(Object proxy, Method method, Object[] arguments) throws Throwable {
    return switch (method.getName()) {
      case "equals" -> proxy == arguments[0];
      case "hashCode" -> System.identityHashCode(proxy);
      case "toString" -> "Mutirão " + target;
      case "isWrapperFor" ->
          ((Class<?>) arguments[0]).isInstance(proxy)
              || ((Wrapper) target).isWrapperFor((Class<?>) arguments[0]);
      case "unwrap" ->
          ((Class<?>) arguments[0]).isInstance(proxy) ? proxy : call(method, arguments);
      case "getConnection", "getStatement" -> parent == null ? call(method, arguments) : parent;
      default -> wrapped(proxy, method.getReturnType(), handle(method, arguments));
    };
  }

  /// Answers a call; subclasses answer some themselves.
  Object handle(Method method, Object[] arguments) throws SQLException {
    return call(method, arguments);
  }

  /// Hands a call on to Arrow's driver.
  final Object call(Method method, Object[] arguments) throws SQLException {
    try {
      return method.invoke(target, arguments);
    } catch (InvocationTargetException failure) {
      throw JdbcErrors.translated(failure.getCause());
    } catch (IllegalAccessException failure) {
      throw new SQLException("cannot call " + method, "HY000", failure);
    }
  }

  /// By the type that the method promises: some of Arrow's objects are several things at once.
  private static Object wrapped(Object proxy, Class<?> type, Object answer) throws SQLException {
    if (answer == null || Proxy.isProxyClass(answer.getClass())) {
      return answer;
    }
    if (type == ResultSet.class) {
      return proxy instanceof Statement statement
          ? proxy(type, new ResultSetProxy((ResultSet) answer, proxy, statement.getLargeMaxRows()))
          : proxy(type, new ResultSetProxy((ResultSet) answer, null, 0));
    }
    if (type == Statement.class || type == PreparedStatement.class) {
      return proxy(type, new StatementProxy(answer, proxy));
    }
    if (type == ResultSetMetaData.class) {
      return proxy(type, new ColumnsProxy((ResultSetMetaData) answer));
    }
    if (type == DatabaseMetaData.class) {
      return proxy(type, new JdbcProxy(answer, proxy));
    }
    return answer;
  }

  private static Object proxy(Class<?> type, InvocationHandler handler) {
    return Proxy.newProxyInstance(JdbcProxy.class.getClassLoader(), new Class<?>[] {type}, handler);
  }

  private static final class OfConnection extends JdbcProxy {
    private final Runnable whenClosed;
    private boolean closed;

    OfConnection(Connection target, Runnable whenClosed) {
      super(target, null);
      this.whenClosed = whenClosed;
    }

    @Override
    Object handle(Method method, Object[] arguments) throws SQLException {
      if (!method.getName().equals("close")) {
        return call(method, arguments);
      }
      synchronized (this) {
        if (closed) {
          return null;
        }
        closed = true;
      }
      try {
        return call(method, arguments);
      } finally {
        whenClosed.run();
      }
    }
  }

  /// Keeps the limit of rows, which Arrow's driver forgets.
  private static final class StatementProxy extends JdbcProxy {
    private volatile long maxRows;

    StatementProxy(Object target, Object parent) {
      super(target, parent);
    }

    @Override
    Object handle(Method method, Object[] arguments) throws SQLException {
      return switch (method.getName()) {
        case "setMaxRows", "setLargeMaxRows" -> limit(((Number) arguments[0]).longValue());
        case "getMaxRows" -> (int) Math.min(maxRows, Integer.MAX_VALUE);
        case "getLargeMaxRows" -> maxRows;
        default -> call(method, arguments);
      };
    }

    private Object limit(long wanted) throws SQLException {
      if (wanted < 0) {
        throw new SQLException("the most rows are 0 (no limit) or more, got " + wanted, "HY024");
      }
      maxRows = wanted;
      return null;
    }
  }
}
