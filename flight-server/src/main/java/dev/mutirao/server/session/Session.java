package dev.mutirao.server.session;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// What one client has set. Lives under Flight's session cookie or the bearer token; an embedded
/// engine has one. Prepared statements and tickets are not here: they are globally unique and need
/// no session. Thread-safe.
public final class Session {
  private final String id;
  private final String user;
  private final TreeMap<String, String> settings = new TreeMap<>(); // guarded by this

  public Session(String id, String user) {
    this.id = id;
    this.user = user;
  }

  public String id() {
    return id;
  }

  /// Who speaks here, as authenticated.
  public String user() {
    return user;
  }

  /// Remembers a setting whose name (lower case) and value whoever parsed `SET` has checked.
  public synchronized void set(String name, String value) {
    settings.put(name, value);
  }

  /// Forgets a setting, so that its default holds again.
  public synchronized void reset(String name) {
    settings.remove(name);
  }

  public synchronized Optional<String> get(String name) {
    return Optional.ofNullable(settings.get(name));
  }

  /// A snapshot of what was set, in order of names.
  public synchronized Map<String, String> settings() {
    return Map.copyOf(settings);
  }
}
