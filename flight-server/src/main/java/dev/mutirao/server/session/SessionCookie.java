package dev.mutirao.server.session;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.apache.arrow.flight.CallHeaders;
import org.apache.arrow.flight.CallStatus;
import org.apache.arrow.flight.FlightProducer.CallContext;
import org.apache.arrow.flight.FlightServerMiddleware;
import org.jspecify.annotations.Nullable;

/// The name of a client's session, in Flight's cookie. A client that shows none is sent one with
/// every answer, which costs the server nothing: an id is signed, and only a client that keeps it
/// and sets something gets a {@link Session}.
public final class SessionCookie implements FlightServerMiddleware {
  /// Where a producer finds the cookie of a call.
  public static final Key<SessionCookie> KEY = Key.of("mutirao-session");

  private static final String NAME = "arrow_flight_session_id";
  private static final String ALGORITHM = "HmacSHA256";

  private final @Nullable String shown;
  private final @Nullable String offered;
  private volatile boolean ended; // by the producer's thread, read when headers are sent

  private SessionCookie(@Nullable String shown, @Nullable String offered) {
    this.shown = shown;
    this.offered = offered;
  }

  /// The session that the client named; empty when it showed no cookie of this server.
  public static Optional<String> shown(CallContext context) {
    return Optional.ofNullable(of(context).shown);
  }

  /// The session that the client named, or the one that the answer to this call tells it.
  public static String shownOrOffered(CallContext context) {
    var cookie = of(context);
    return cookie.shown != null ? cookie.shown : String.valueOf(cookie.offered);
  }

  /// Tells the client with the answer to this call to forget its session.
  public static void end(CallContext context) {
    of(context).ended = true;
  }

  /// Reads and offers the cookies of one server.
  public static FlightServerMiddleware.Factory<SessionCookie> factory() {
    byte[] bytes = new byte[32];
    new SecureRandom().nextBytes(bytes);
    var key = new SecretKeySpec(bytes, ALGORITHM);
    return (info, headers, context) -> {
      var shown = find(headers, key);
      return new SessionCookie(
          shown, shown == null ? signed(UUID.randomUUID().toString(), key) : null);
    };
  }

  private static SessionCookie of(CallContext context) {
    var cookie = context.getMiddleware(KEY);
    if (cookie == null) {
      throw new IllegalStateException("the server was built without session cookies");
    }
    return cookie;
  }

  private static @Nullable String find(CallHeaders headers, SecretKeySpec key) {
    var lines = headers.getAll("cookie");
    if (lines == null) {
      return null;
    }
    for (var line : lines) {
      for (var part : line.split(";", -1)) {
        var pair = part.strip().split("=", 2);
        if (pair.length == 2 && pair[0].equals(NAME)) {
          var value = pair[1].replace("\"", "");
          int dot = value.indexOf('.');
          if (dot > 0 && same(value, signed(value.substring(0, dot), key))) {
            return value;
          }
        }
      }
    }
    return null;
  }

  private static boolean same(String one, String other) {
    return MessageDigest.isEqual(
        one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
  }

  private static String signed(String id, SecretKeySpec key) {
    try {
      var mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      byte[] signature = mac.doFinal(id.getBytes(StandardCharsets.UTF_8));
      return id + "." + HexFormat.of().formatHex(signature, 0, 16);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has " + ALGORITHM, e);
    }
  }

  @Override
  public void onBeforeSendingHeaders(CallHeaders headers) {
    if (ended) {
      headers.insert("set-cookie", NAME + "=" + shown + "; Max-Age=0");
    } else if (offered != null) {
      headers.insert("set-cookie", NAME + "=" + offered);
    }
  }

  @Override
  public void onCallCompleted(CallStatus status) {}

  @Override
  public void onCallErrored(Throwable failure) {}
}
