package dev.mutirao.server.session;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// The sessions of a server, the least recently used ones forgotten beyond a bound. Thread-safe.
public final class Sessions {
  private final int limit;
  private final Map<String, Session> byId = new LinkedHashMap<>(16, 0.75f, true); // guarded by this

  /// Keeps at most `limit` sessions.
  public Sessions(int limit) {
    this.limit = limit;
  }

  /// Opens a session under an id that cannot be guessed.
  public synchronized Session open(String user) {
    return openAs(UUID.randomUUID().toString(), user);
  }

  /// The session of this id, opened when there is none. Somebody else's is not shown: its id was
  /// stolen, and begins anew.
  public synchronized Session openAs(String id, String user) {
    var known = find(id, user);
    if (known.isPresent()) {
      return known.get();
    }
    var session = new Session(id, user);
    byId.put(session.id(), session);
    for (Iterator<String> eldest = byId.keySet().iterator(); byId.size() > limit; ) {
      eldest.next();
      eldest.remove();
    }
    return session;
  }

  /// The session of this id, when it is still known and belongs to `user`.
  public synchronized Optional<Session> find(String id, String user) {
    return Optional.ofNullable(byId.get(id)).filter(session -> session.user().equals(user));
  }

  /// Ends a session; false when there was none.
  public synchronized boolean close(String id) {
    return byId.remove(id) != null;
  }
}
