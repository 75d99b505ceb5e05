package dev.mutirao.executor.userfunction;

import dev.mutirao.executor.function.ContextLoader;
import dev.mutirao.executor.function.UserRows;
import java.util.Iterator;
import java.util.Objects;
import java.util.stream.BaseStream;
import org.jspecify.annotations.Nullable;

/// Rows out of an iterator of a user, told apart by what made it: a stream is closed in the end,
/// and so is anything else that can be.
final class IteratedRows implements UserRows {
  /// No rows.
  static final UserRows NONE =
      new UserRows() {
        @Override
        public boolean hasNext() {
          return false;
        }

        @Override
        public @Nullable Object next() {
          throw new java.util.NoSuchElementException();
        }

        @Override
        public void close() {}
      };

  /// What a call of a user's code may do.
  interface Giving {
    @Nullable Object give() throws Throwable;
  }

  private final String function;
  private final ClassLoader loader;
  private final Object[] arguments;
  private final Object source;
  private final Iterator<?> rows;
  private final boolean checksNull;

  private IteratedRows(
      String function,
      ClassLoader loader,
      Object[] arguments,
      Object source,
      Iterator<?> rows,
      boolean checksNull) {
    this.function = function;
    this.loader = loader;
    this.arguments = arguments;
    this.source = source;
    this.rows = rows;
    this.checksNull = checksNull;
  }

  /// @param function as users call it
  /// @param loader of its class
  /// @param arguments for messages
  /// @param source gives an iterable, an iterator or a stream
  /// @param checksNull whether null is no row
  static UserRows of(
      String function, ClassLoader loader, Object[] arguments, Giving source, boolean checksNull) {
    var before = ContextLoader.enter(loader);
    Object given = null;
    try {
      given = Objects.requireNonNull(source.give(), "it gave null instead of rows");
      Iterator<?> rows =
          switch (given) {
            case BaseStream<?, ?> stream -> stream.iterator();
            case Iterable<?> iterable -> iterable.iterator();
            default -> (Iterator<?>) given;
          };
      return new IteratedRows(function, loader, arguments, given, rows, checksNull);
    } catch (Throwable thrown) {
      var failure = Failures.of(function, thrown, arguments);
      close(given, failure);
      throw failure;
    } finally {
      ContextLoader.leave(before);
    }
  }

  private static void close(@Nullable Object source, Throwable failure) {
    if (source instanceof AutoCloseable closeable) {
      try {
        closeable.close();
      } catch (Throwable second) {
        failure.addSuppressed(second);
      }
    }
  }

  @Override
  public boolean hasNext() {
    var before = ContextLoader.enter(loader);
    try {
      return rows.hasNext();
    } catch (Throwable thrown) {
      throw Failures.of(function, thrown, arguments);
    } finally {
      ContextLoader.leave(before);
    }
  }

  @Override
  public @Nullable Object next() {
    var before = ContextLoader.enter(loader);
    try {
      var row = rows.next();
      return checksNull ? Objects.requireNonNull(row, "it gave null instead of a row") : row;
    } catch (Throwable thrown) {
      throw Failures.of(function, thrown, arguments);
    } finally {
      ContextLoader.leave(before);
    }
  }

  @Override
  public void close() {
    var before = ContextLoader.enter(loader);
    try {
      try {
        if (rows instanceof AutoCloseable closeable) {
          closeable.close();
        }
      } finally {
        if (source != rows && source instanceof AutoCloseable closeable) {
          closeable.close();
        }
      }
    } catch (Throwable thrown) {
      throw Failures.of(function, thrown, arguments);
    } finally {
      ContextLoader.leave(before);
    }
  }
}
