package dev.mutirao.server.http;

import com.sun.net.httpserver.Headers;
import dev.mutirao.server.rpc.ClusterSecret;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Who may see the pages. With a secret: who shows it, as a bearer token like Flight's clients, or
/// as the password that a browser asks for. Without one, only this machine can call, but a web site
/// whose name leads to this machine could make a browser call for it: so the request must name
/// `localhost` or an IP address.
final class HttpAccess {
  static final String CHALLENGE = "Basic realm=\"Mutirao\", charset=\"UTF-8\"";

  private static final Pattern LOCAL =
      Pattern.compile("(?i)(localhost|[0-9.]+|\\[[0-9a-f:.%]+])(:\\d+)?");

  /// What is decided about a request.
  enum Decision {
    ALLOWED,
    SECRET_MISSING,
    OTHER_SITE
  }

  private final ClusterSecret secret;

  HttpAccess(ClusterSecret secret) {
    this.secret = secret;
  }

  Decision of(Headers headers) {
    if (!secret.required()) {
      var host = headers.getFirst("Host");
      return host == null || LOCAL.matcher(host).matches() ? Decision.ALLOWED : Decision.OTHER_SITE;
    }
    return secret.matches(shown(headers.getFirst("Authorization")))
        ? Decision.ALLOWED
        : Decision.SECRET_MISSING;
  }

  /// The secret that the caller shows.
  private static @Nullable String shown(@Nullable String authorization) {
    if (authorization == null) {
      return null;
    }
    if (authorization.startsWith("Bearer ")) {
      return authorization.substring("Bearer ".length());
    }
    return authorization.startsWith("Basic ")
        ? password(authorization.substring("Basic ".length()))
        : null;
  }

  private static @Nullable String password(String credentials) {
    try {
      var text = new String(Base64.getDecoder().decode(credentials), StandardCharsets.UTF_8);
      int colon = text.indexOf(':');
      return colon < 0 ? null : text.substring(colon + 1);
    } catch (IllegalArgumentException notBase64) {
      return null;
    }
  }
}
