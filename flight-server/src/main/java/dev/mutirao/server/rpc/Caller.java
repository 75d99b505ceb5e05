package dev.mutirao.server.rpc;

import dev.mutirao.connectors.error.ClusterErrors;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.apache.arrow.flight.CallHeaders;
import org.apache.arrow.flight.CallStatus;
import org.apache.arrow.flight.FlightProducer.CallContext;
import org.apache.arrow.flight.FlightServerMiddleware;
import org.jspecify.annotations.Nullable;

/// Who makes a call: a process of the cluster, or a user. Every call to a server has one; calls
/// without are refused before the server sees them.
///
/// Where a secret is set, processes send it in a header of its own. Users show it as the password
/// of Basic authentication, and get it back as the bearer token that Flight clients send from then
/// on.
public final class Caller implements FlightServerMiddleware {
  /// Where a producer finds the caller.
  public static final Key<Caller> KEY = Key.of("mutirao-caller");

  private static final String AUTHORIZATION = "authorization";
  private static final String LOCAL_USER = "local";

  private final boolean process;
  private final String user;
  private final @Nullable String token;

  private Caller(boolean process, String user, @Nullable String token) {
    this.process = process;
    this.user = user;
    this.token = token;
  }

  /// Who makes this call.
  public static Caller of(CallContext context) {
    var caller = context.getMiddleware(KEY);
    if (caller == null) {
      throw new IllegalStateException("the server was built without the caller's check");
    }
    return caller;
  }

  /// Whether a process of the cluster calls, or anyone where no secret is set.
  public boolean isProcess() {
    return process;
  }

  /// The user's name; `local` where no secret is set and the client gave none.
  public String user() {
    return user;
  }

  /// Checks every call of a server.
  ///
  /// @param users whether users may call, or only processes
  public static FlightServerMiddleware.Factory<Caller> check(ClusterSecret secret, boolean users) {
    return (info, headers, context) -> admit(secret, users, headers);
  }

  private static Caller admit(ClusterSecret secret, boolean users, CallHeaders headers) {
    var authorization = headers.get(AUTHORIZATION);
    if (!secret.required()) {
      var credentials = basic(authorization);
      return new Caller(true, credentials == null ? LOCAL_USER : credentials[0], "local");
    }
    if (secret.carriedBy(headers)) {
      return new Caller(true, LOCAL_USER, null);
    }
    if (users) {
      var credentials = basic(authorization);
      if (credentials != null && secret.matches(credentials[1])) {
        return new Caller(false, credentials[0], credentials[1]);
      }
      if (authorization != null
          && authorization.startsWith("Bearer ")
          && secret.matches(authorization.substring("Bearer ".length()))) {
        return new Caller(false, LOCAL_USER, null);
      }
    }
    throw FlightErrors.toFlight(
        ClusterErrors.unauthenticated(
            users
                ? "this server wants a user name and the cluster's secret as password"
                : "this executor answers only processes that know the cluster's secret"));
  }

  /// Name and password of Basic authentication, or null.
  private static String @Nullable [] basic(@Nullable String authorization) {
    if (authorization == null || !authorization.startsWith("Basic ")) {
      return null;
    }
    try {
      var decoded = Base64.getDecoder().decode(authorization.substring("Basic ".length()));
      var text = new String(decoded, StandardCharsets.UTF_8);
      int colon = text.indexOf(':');
      return colon < 0 ? null : new String[] {text.substring(0, colon), text.substring(colon + 1)};
    } catch (IllegalArgumentException notBase64) {
      return null;
    }
  }

  @Override
  public void onBeforeSendingHeaders(CallHeaders headers) {
    if (token != null) {
      headers.insert(AUTHORIZATION, "Bearer " + token);
    }
  }

  @Override
  public void onCallCompleted(CallStatus status) {}

  @Override
  public void onCallErrored(Throwable failure) {}
}
