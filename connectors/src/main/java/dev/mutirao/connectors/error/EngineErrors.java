package dev.mutirao.connectors.error;

/// Errors about the engine's own processes and limits.
public final class EngineErrors {
  private EngineErrors() {}

  /// `operator` asked for memory beyond the `limit` in bytes of its process; `consumers` lists the
  /// largest holders.
  public static MutiraoException outOfMemory(
      String operator, long limit, String consumers, Throwable cause) {
    return new MutiraoException(
        ErrorCode.OUT_OF_MEMORY,
        operator
            + " needs more memory than the limit of "
            + (limit >> 20)
            + " MiB allows; raise --memory or make the query smaller; largest consumers: "
            + consumers,
        cause);
  }

  /// Planning a statement, its constants and the samples of its files, takes more memory than its
  /// process has.
  public static MutiraoException outOfPlanningMemory(Throwable cause) {
    return new MutiraoException(
        ErrorCode.OUT_OF_MEMORY,
        "planning the statement needs more memory than there is; raise --memory",
        cause);
  }

  /// `part` found no room for its objects on the Java heap, `heap` bytes, which no option of a
  /// query enlarges.
  public static MutiraoException outOfHeap(String part, long heap, Throwable cause) {
    return new MutiraoException(
        ErrorCode.OUT_OF_MEMORY,
        part
            + " asked for more Java heap than there is, "
            + (heap >> 20)
            + " MiB; make the query smaller, or give its process more with -Xmx, as in"
            + " MUTIRAO_JAVA_OPTS=-Xmx8g",
        cause);
  }

  /// A property of a connection's URL that configures the engine in this process.
  public static MutiraoException badProperty(String name, String expected, String got) {
    return new MutiraoException(
        ErrorCode.INVALID_OPTION,
        "the URL's property " + name + " expects " + expected + ", got '" + got + "'",
        null);
  }

  /// A defect of the engine.
  public static MutiraoException internal(String what, Throwable cause) {
    return new MutiraoException(
        ErrorCode.INTERNAL_ERROR,
        "internal error, please report it with the statement: " + what,
        cause);
  }

  /// An error that another process raised and that travelled here by its code and complete message.
  public static MutiraoException relayed(ErrorCode code, String message) {
    return new MutiraoException(code, message, null);
  }
}
