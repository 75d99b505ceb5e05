package dev.mutirao.connectors.error;

/// Errors about processes that work together: who is missing, who may not, what was misheard.
public final class ClusterErrors {
  private ClusterErrors() {}

  /// `executor` is a name that its operator recognises; `how` says what showed that it is gone.
  public static MutiraoException executorLost(String executor, String how) {
    return new MutiraoException(
        ErrorCode.EXECUTOR_LOST,
        "lost executor "
            + executor
            + " ("
            + how
            + "); run the query again on the executors that are left",
        null);
  }

  public static MutiraoException noExecutors() {
    return new MutiraoException(
        ErrorCode.NO_EXECUTORS,
        "the cluster has no executors; start some with: mutirao executor --coordinator grpc://host:port",
        null);
  }

  /// Fewer executors than wanted came up with their coordinator.
  public static MutiraoException executorsMissing(int joined, int wanted) {
    return new MutiraoException(
        ErrorCode.NO_EXECUTORS,
        "only "
            + joined
            + " of "
            + wanted
            + " executors have started; the lines above say why, or the machine is too slow for so"
            + " many: choose fewer --executors",
        null);
  }

  public static MutiraoException cannotStartExecutor(Throwable cause) {
    return new MutiraoException(
        ErrorCode.NO_EXECUTORS,
        "the operating system does not start an executor: " + cause.getMessage(),
        cause);
  }

  public static MutiraoException tooManyQueries(int limit) {
    return new MutiraoException(
        ErrorCode.TOO_MANY_QUERIES,
        "the coordinator runs " + limit + " queries already; wait for one to end or cancel one",
        null);
  }

  public static MutiraoException timeout(String limit) {
    return new MutiraoException(
        ErrorCode.STATEMENT_TIMEOUT,
        "the query ran longer than the statement timeout; raise it with SET statement_timeout: "
            + limit,
        null);
  }

  public static MutiraoException unreachable(String server, String why) {
    return new MutiraoException(
        ErrorCode.SERVER_UNREACHABLE, "no answer from the server at " + server + ": " + why, null);
  }

  public static MutiraoException nobodyListens(String server) {
    return new MutiraoException(
        ErrorCode.SERVER_UNREACHABLE,
        "no answer from the server at "
            + server
            + ": connection refused; start one there with mutirao local or mutirao coordinator, or"
            + " give another address",
        null);
  }

  public static MutiraoException badAddress(String address) {
    return new MutiraoException(
        ErrorCode.INVALID_OPTION,
        "a server's address looks like grpc://host:port, got '" + address + "'",
        null);
  }

  /// An address that is not this machine's, or a port that this user may not have.
  public static MutiraoException cannotListen(String address, String why, Throwable cause) {
    return new MutiraoException(
        ErrorCode.INVALID_OPTION,
        "cannot listen on " + address + " (" + why + "); choose another --host or --port",
        cause);
  }

  public static MutiraoException portInUse(String address) {
    return new MutiraoException(
        ErrorCode.PORT_IN_USE,
        "another process listens on this port; stop it or choose another --port: " + address,
        null);
  }

  public static MutiraoException dashboardPortInUse(String address) {
    return new MutiraoException(
        ErrorCode.PORT_IN_USE,
        "another process listens on the dashboard's port; choose another --dashboard-port: "
            + address,
        null);
  }

  public static MutiraoException unauthenticated(String why) {
    return new MutiraoException(ErrorCode.UNAUTHENTICATED, why, null);
  }

  /// `what` is a ticket or a prepared statement that a client showed.
  public static MutiraoException unknownHandle(String what) {
    return new MutiraoException(
        ErrorCode.PROTOCOL_ERROR,
        "no such "
            + what
            + ": it was read, closed or cancelled before, or was not used for too long;"
            + " send the statement again",
        null);
  }

  /// Processes that were built from different sources cannot work together.
  public static MutiraoException versionMismatch(String coordinator, String executor) {
    return new MutiraoException(
        ErrorCode.PROTOCOL_ERROR,
        "executor and coordinator must be of one version; the coordinator is "
            + coordinator
            + ", the executor "
            + executor,
        null);
  }

  /// Bytes from another process that are not what they should be.
  public static MutiraoException malformedMessage(String expected, String what, Throwable cause) {
    return new MutiraoException(
        ErrorCode.PROTOCOL_ERROR, "malformed message, expected a " + expected + ": " + what, cause);
  }

  public static MutiraoException planTooDeep(int limit) {
    return new MutiraoException(
        ErrorCode.NOT_SUPPORTED,
        "a statement whose plan nests more than "
            + limit
            + " levels is not supported; simplify its expressions",
        null);
  }
}
