package dev.mutirao.server.flightsql;

import dev.mutirao.connectors.error.MutiraoException;
import dev.mutirao.planner.PlanRequest;
import dev.mutirao.planner.PlannedStatement;
import dev.mutirao.planner.Planner;
import dev.mutirao.planner.Setting;
import dev.mutirao.server.rpc.Caller;
import dev.mutirao.server.session.Session;
import dev.mutirao.server.session.SessionCookie;
import dev.mutirao.server.session.Sessions;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.arrow.flight.CloseSessionResult;
import org.apache.arrow.flight.FlightProducer.CallContext;
import org.apache.arrow.flight.GetSessionOptionsResult;
import org.apache.arrow.flight.NoOpSessionOptionValueVisitor;
import org.apache.arrow.flight.SessionOptionValue;
import org.apache.arrow.flight.SessionOptionValueFactory;
import org.apache.arrow.flight.SetSessionOptionsResult;
import org.apache.arrow.flight.SetSessionOptionsResult.Error;
import org.apache.arrow.flight.SetSessionOptionsResult.ErrorValue;

/// Flight's session options are the session's settings, beside the only catalog and schema.
final class SessionOptions {
  private final Planner planner;
  private final Sessions sessions;

  SessionOptions(Planner planner, Sessions sessions) {
    this.planner = planner;
    this.sessions = sessions;
  }

  /// Sets options. Opens a session when the client has none.
  SetSessionOptionsResult set(CallContext context, Map<String, SessionOptionValue> options) {
    var user = Caller.of(context).user();
    var session = sessions.openAs(SessionCookie.shownOrOffered(context), user);
    var errors = new HashMap<String, Error>();
    options.forEach((name, value) ->
        set(session, name.toLowerCase(Locale.ROOT), text(value))
            .ifPresent(error -> errors.put(name, new Error(error))));
    return new SetSessionOptionsResult(errors);
  }

  /// What holds for the caller; opens no session.
  GetSessionOptionsResult get(CallContext context) {
    var user = Caller.of(context).user();
    var session = SessionCookie.shown(context).flatMap(id -> sessions.find(id, user));
    var settings = session.map(Session::settings).orElse(Map.of());
    var options = new HashMap<String, SessionOptionValue>();
    for (var setting : Setting.values()) {
      options.put(setting.settingName(), value(setting.in(settings)));
    }
    options.put("catalog", value(CatalogListing.CATALOG));
    options.put("schema", value(CatalogListing.SCHEMA));
    return new GetSessionOptionsResult(options);
  }

  CloseSessionResult close(CallContext context) {
    SessionCookie.shown(context).ifPresent(sessions::close);
    SessionCookie.end(context);
    return new CloseSessionResult(CloseSessionResult.Status.CLOSED);
  }

  /// What is wrong with an option, after setting it when nothing is; without a value it gets its
  /// default.
  private Optional<ErrorValue> set(Session session, String name, Optional<String> value) {
    if (name.equals("catalog")) {
      return only(CatalogListing.CATALOG, value);
    }
    if (name.equals("schema")) {
      return only(CatalogListing.SCHEMA, value);
    }
    if (Arrays.stream(Setting.values()).noneMatch(setting -> setting.settingName().equals(name))) {
      return Optional.of(ErrorValue.INVALID_NAME);
    }
    if (value.isEmpty()) {
      session.reset(name);
      return Optional.empty();
    }
    var sql = "SET " + name + " = '" + value.get().replace("'", "''") + "'";
    try {
      if (planner.plan(sql, PlanRequest.of(1))
          instanceof PlannedStatement.ChangeSetting(var setting, var checked)) {
        session.set(setting, checked.orElse(value.get()));
        return Optional.empty();
      }
    } catch (MutiraoException refused) {
      return Optional.of(ErrorValue.INVALID_VALUE);
    }
    return Optional.of(ErrorValue.ERROR);
  }

  private static Optional<ErrorValue> only(String name, Optional<String> value) {
    boolean fine = value.isEmpty() || value.get().isEmpty() || value.get().equalsIgnoreCase(name);
    return fine ? Optional.empty() : Optional.of(ErrorValue.INVALID_VALUE);
  }

  private static SessionOptionValue value(String text) {
    return SessionOptionValueFactory.makeSessionOptionValue(text);
  }

  private static Optional<String> text(SessionOptionValue value) {
    return Optional.ofNullable(value.acceptVisitor(new TextOf()));
  }

  private static final class TextOf extends NoOpSessionOptionValueVisitor<String> {
    @Override
    public String visit(String value) {
      return value;
    }

    @Override
    public String visit(boolean value) {
      return Boolean.toString(value);
    }

    @Override
    public String visit(long value) {
      return Long.toString(value);
    }

    @Override
    public String visit(double value) {
      return Double.toString(value);
    }

    @Override
    public String visit(String[] value) {
      return String.join(",", value);
    }
  }
}
