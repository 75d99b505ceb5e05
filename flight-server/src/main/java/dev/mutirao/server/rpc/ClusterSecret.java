package dev.mutirao.server.rpc;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import org.apache.arrow.flight.CallHeaders;
import org.apache.arrow.flight.CallStatus;
import org.apache.arrow.flight.FlightClientMiddleware;
import org.jspecify.annotations.Nullable;

/// What the processes of a cluster know and others do not. Without one every caller is trusted,
/// which is right only where nobody but this machine can call.
public final class ClusterSecret {
  /// Every caller is trusted.
  public static final ClusterSecret NONE = new ClusterSecret(null);

  private static final String HEADER = "mutirao-secret";

  private final @Nullable String secret;

  private ClusterSecret(@Nullable String secret) {
    this.secret = secret;
  }

  public static ClusterSecret of(String secret) {
    return new ClusterSecret(secret);
  }

  /// Whether callers must prove who they are.
  public boolean required() {
    return secret != null;
  }

  /// Whether the caller knows the secret, or none is needed.
  boolean carriedBy(CallHeaders headers) {
    return secret == null || matches(headers.get(HEADER));
  }

  /// Whether this is the secret, compared in a time that does not depend on where a wrong guess
  /// differs. False where none is required.
  public boolean matches(@Nullable String guess) {
    return guess != null
        && secret != null
        && MessageDigest.isEqual(
            guess.getBytes(StandardCharsets.UTF_8), secret.getBytes(StandardCharsets.UTF_8));
  }

  /// What a process sends to show that it knows the secret; nothing where none is required.
  public byte[] token() {
    return secret == null ? new byte[0] : secret.getBytes(StandardCharsets.UTF_8);
  }

  /// Whether a process that sends this knows the secret, or none is needed.
  public boolean isToken(byte[] sent) {
    return secret == null || MessageDigest.isEqual(sent, token());
  }

  /// Adds the secret to every call of a client.
  FlightClientMiddleware.Factory sender() {
    return info -> new Sender(secret);
  }

  private record Sender(@Nullable String secret) implements FlightClientMiddleware {
    @Override
    public void onBeforeSendingHeaders(CallHeaders headers) {
      if (secret != null) {
        headers.insert(HEADER, secret);
      }
    }

    @Override
    public void onHeadersReceived(CallHeaders headers) {}

    @Override
    public void onCallCompleted(CallStatus status) {}
  }

  @Override
  public String toString() {
    return secret == null ? "no secret" : "a secret";
  }
}
